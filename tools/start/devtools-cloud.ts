/** The local cloud for simulators of WeChat DevTools: whoever agrees to the terms gets sample friends. */
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { buildFunctions, FUNCTIONS_OUT } from '../build/functions';
import { buildNpm } from '../build/npm';
import { clientRoute, LocalCloud } from '../cloud';
import { testKeys } from './kits';
import { giveFriends } from './sample-friends';

export interface DevtoolsOptions {
  data: string;
  port: number;
  /** Milliseconds. */
  clock(): number;
  say(line: string): void;
}

/** Resolves once a simulator may ask. Rejects with a sentence when port or folder are taken. */
export async function openDevtools({
  data,
  port,
  clock,
  say,
}: DevtoolsOptions): Promise<LocalCloud> {
  await Promise.all([buildNpm(), buildFunctions()]);
  const known = new Set<string>();
  const clients = clientRoute(
    () => cloud,
    async (openid, _, event) => {
      const { action } = (event ?? {}) as { action?: string };
      // Before the terms there is nobody to be a friend of.
      if (action !== 'consent.set' || known.has(openid)) return;
      known.add(openid);
      await giveFriends(cloud, openid, clock() / 1000).catch((error: Error) =>
        say(`No sample friends: ${error.message}`),
      );
    },
  );
  const cloud: LocalCloud = new LocalCloud({
    functions: FUNCTIONS_OUT,
    indexes: join(ROOT, 'cloudfunctions/indexes.json'),
    data,
    port,
    clock,
    timers: true,
    env: await testKeys(),
    routes: clients,
    onLog: ({ fn, text }) => say(`[${fn}] ${text.trimEnd()}`),
  });
  await cloud.listen();
  return cloud;
}
