/** `npm run bench -- boards`: what a board costs over a million days, and what everybody's is worth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Goal, judge } from '../figures';
import type { Bench } from '../main';
import { raceBoards } from './race';
import { writeScale } from './scale';
import { raceWorld } from './world';

type Print = (text: string) => void;

const PARTS: Readonly<Record<string, (folder: string, print: Print) => Promise<Goal[]>>> = {
  world: (_, print) => raceWorld(print),
  race: raceBoards,
  scale: writeScale,
};

/** All parts, or those named. */
export const bench: Bench = async (words, print) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-boards-'));
  const goals: Goal[] = [];
  try {
    for (const name of words.length > 0 ? words : Object.keys(PARTS)) {
      const part = PARTS[name];
      if (!part) throw new Error(`There is no part "${name}": ${Object.keys(PARTS).join(', ')}.`);
      print(`\n${name}`);
      goals.push(...(await part(folder, print)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print('');
  return judge(goals, print);
};
