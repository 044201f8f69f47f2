/** An area in parts, each of which can be run alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Goal, judge } from './figures';
import type { Bench } from './main';

type Part = (folder: string, print: (text: string) => void) => Promise<Goal[]>;

/** Runs all parts, or those named, in a folder of their own; false for a name that is none. */
export const inParts =
  (parts: Readonly<Record<string, Part>>): Bench =>
  async (words, print) => {
    const names = words.length > 0 ? words : Object.keys(parts);
    const unknown = names.find((name) => !parts[name]);
    if (unknown !== undefined) {
      print(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}.`);
      return false;
    }
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const goals: Goal[] = [];
    try {
      for (const name of names) {
        print(`\n${name}`);
        goals.push(...(await parts[name]!(folder, print)));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    print('');
    return judge(goals, print);
  };
