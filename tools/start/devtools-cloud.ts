/** The local cloud for simulators of WeChat DevTools: whoever agrees to the terms gets sample friends. */
import { join } from 'node:path';
import { dayOf } from '../../miniprogram/contract/activity';
import { ROOT } from '../build/files';
import { buildFunctions, FUNCTIONS_OUT } from '../build/functions';
import { buildNpm } from '../build/npm';
import { clientRoute, LocalCloud } from '../cloud';
import { passPictures } from '../preview';
import { testKeys } from './kits';
import { giveFriends, shareSample } from './sample-friends';

export interface DevtoolsOptions {
  data: string;
  port: number;
  /** Milliseconds. */
  clock(): number;
  say(line: string): void;
}

/** With these a simulator begins: agreeing, and every start after it. Its friends have steps each day. */
const BEGINNINGS: readonly string[] = ['consent.set', 'account.enter'];

/** Resolves once a simulator may ask. Rejects with a sentence when port or folder are taken. */
export async function openDevtools({
  data,
  port,
  clock,
  say,
}: DevtoolsOptions): Promise<LocalCloud> {
  await Promise.all([buildNpm(), buildFunctions()]);
  const given = new Map<string, number>();
  const clients = clientRoute(
    () => cloud,
    async ({ openid, data: event, result }) => {
      const { action } = (event ?? {}) as { action?: string };
      // Before the terms there is nobody to be a friend of.
      if (!BEGINNINGS.includes(action ?? '') || !(result as { ok?: boolean } | null)?.ok) return;
      const at = clock() / 1000;
      if (given.get(openid) === dayOf(at)) return;
      given.set(openid, dayOf(at));
      await giveFriends(cloud, openid, at).catch((error: Error) =>
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
  passPictures(cloud);
  await cloud.listen().catch((error: Error) => {
    // The app asks at this one alone.
    throw /^Port \d+ is in use/.test(error.message)
      ? new Error(`Port ${port} is in use: stop what listens there, and start again.`)
      : error;
  });
  await shareSample(cloud, clock() / 1000).catch((error: Error) =>
    say(`No sample share: ${error.message}`),
  );
  return cloud;
}
