/** `npm run bench -- cloud`: the local cloud against the SDK's own ceiling and its goals. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from '../../cloud/index';
import { type Goal, judge, median } from '../figures';
import type { Bench } from '../main';
import { raceSdk } from './sdk';
import { raceMillion, raceWrites } from './store';

async function raceStart(folder: string): Promise<Goal[]> {
  const figures: number[] = [];
  for (let i = 0; i < 10; i++) {
    const start = performance.now();
    const cloud = await startCloud({ functions: folder });
    figures.push(performance.now() - start);
    await cloud.close();
  }
  const figure = median(figures);
  return [
    { name: 'start in less than 300 ms', met: figure < 300, figure: `${figure.toFixed(0)} ms` },
  ];
}

const PARTS: Readonly<
  Record<string, (folder: string, print: (text: string) => void) => Promise<Goal[]>>
> = {
  start: raceStart,
  sdk: raceSdk,
  million: raceMillion,
  writes: raceWrites,
};

/** All parts, or those named. */
export const bench: Bench = async (words, print) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cloud-'));
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
