/** plan, check and apply: the same comparison, with an empty environment, with the real one, and mended. */
import { BY_HAND } from './by-hand';
import { type Cloud, EMPTY } from './cloud';
import { type Difference, differences } from './compare';
import type { Wanted } from './wanted';

export type Say = (line: string) => void;

/** Everything that a new environment needs, numbered; no account is asked. */
export function plan(wanted: Wanted, version: string, say: Say): void {
  const steps = [
    ...differences(wanted, EMPTY).map(({ say: text }) => text),
    `upload the app, version ${version}`,
    ...BY_HAND.map((text) => `by hand: ${text}`),
  ];
  for (const [index, text] of steps.entries()) say(`${index + 1}. ${text}`);
}

const compared = async (wanted: Wanted, cloud: Cloud): Promise<Difference[]> => {
  const names = wanted.functions.map(({ name }) => name);
  return differences(wanted, await cloud.read(names, Object.keys(wanted.collections)));
};

/** What the environment lacks. Resolves to whether it lacks nothing. */
export async function check(wanted: Wanted, cloud: Cloud, say: Say): Promise<boolean> {
  const found = await compared(wanted, cloud);
  for (const { say: text, mend } of found) say(`${mend ? '-' : '! by hand:'} ${text}`);
  say(
    found.length === 0
      ? 'The environment has everything; what only the console shows is in docs/DEPLOY.md.'
      : `${found.length} to mend: npm run deploy -- apply`,
  );
  return found.length === 0;
}

/**
 * Mends what can be mended, then brings up the code of every function. May be broken off and done
 * again: what is there already is left as it is. Resolves to whether nothing is left to do by hand.
 */
export async function apply(wanted: Wanted, cloud: Cloud, say: Say): Promise<boolean> {
  const found = await compared(wanted, cloud);
  const created = new Set<string | undefined>();
  for (const { say: text, mend, creates } of found) {
    if (mend) {
      await mend(cloud);
      created.add(creates);
    }
    say(`${mend ? 'mended:' : '! by hand:'} ${text}`);
  }
  const old = wanted.functions.filter(({ name }) => !created.has(name));
  await Promise.all(
    old.map(async (one) => {
      await cloud.updateCode(one);
      say(`code of function ${one.name} brought up`);
    }),
  );
  return found.every(({ mend }) => mend !== null);
}
