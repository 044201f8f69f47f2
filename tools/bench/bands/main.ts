/** `npm run bench -- bands`: decoding against floors and peers, radio time against the least. */
import { type Goal, judge } from '../figures';
import type { Bench } from '../main';
import { bundled } from './bundled';

type Print = (text: string) => void;

/** Loaded when asked for: the peers take their time. */
const PARTS: Readonly<Record<string, (print: Print) => Promise<Goal[]>>> = {
  decode: async (print) => (await import('./decode')).raceDecode(print),
  nojit: async (print) => (await import('./decode')).raceNoJit(print),
  crypto: async (print) => (await bundled<typeof import('./crypto')>('crypto')).raceCrypto(print),
  link: async (print) => (await import('./link')).raceLink(print),
};

/** All parts, or those named. */
export const bench: Bench = async (words, print) => {
  const goals: Goal[] = [];
  for (const name of words.length > 0 ? words : Object.keys(PARTS)) {
    const part = PARTS[name];
    if (!part) throw new Error(`There is no part "${name}": ${Object.keys(PARTS).join(', ')}.`);
    print(`\n${name}`);
    goals.push(...(await part(print)));
  }
  print('');
  return judge(goals, print);
};
