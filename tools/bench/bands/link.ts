/**
 * Radio time of a week's sync on the virtual radio, against the least time of its dialogue:
 * connection interval × connection events, where a confirmed transfer takes an event and up to four
 * unconfirmed ones share one. Losses, connecting and discovery are left out.
 */

import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { allKits } from '../../harness/kits';
import { scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { type Goal, table } from '../figures';

/** 10 172 steps a day, as in the decode race. */
const WEEK = plausibleWalks({ seed: 11, until: NOW - 7200, days: 7, perDay: 10_172 });
/** Interval and hop in ms; the ratio allowed, where there is a goal. */
const PHONES = [
  { intervalMs: 30, hopMs: 15, most: 1.1 },
  { intervalMs: 30, hopMs: 35, most: null },
  { intervalMs: 15, hopMs: 15, most: 1.6 },
  { intervalMs: 15, hopMs: 35, most: null },
] as const;

/** A gap this long between two frames is the driver waiting for more to come. */
const SILENCE_MS = 400;

interface Timed {
  ms: number;
  least: number;
  /** Part of `ms` in which nothing crossed the air. */
  silence: number;
}

async function timed(
  kit: BandKit,
  virtual: KitVirtual,
  intervalMs: number,
  hopMs: number,
): Promise<Timed> {
  const stage = scene(kit, virtual, { truth: WEEK, dense: true, intervalMs, hopMs });
  let begin = 0;
  let last = 0;
  let silence = 0;
  const pass = () => {
    const gap = stage.clock.now() - last;
    if (gap > SILENCE_MS) silence += gap;
    last = stage.clock.now();
  };
  const { error } = await stage.once({
    step: (name) => {
      if (name === 'connected') begin = last = stage.clock.now();
    },
    fates: () => {
      pass();
      return 'deliver';
    },
  });
  pass();
  if (error) throw new Error(`${kit.driver.id}, ${virtual.name}: ${String(error)}`);
  const events = virtual.leastEvents!(stage.frames);
  const least = events * intervalMs + (virtual.pausesMs?.(stage.frames) ?? 0);
  return { ms: stage.clock.now() - begin, least, silence };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2);

const cell = ({ ms, least }: Timed): string =>
  `${seconds(ms)} / ${seconds(least)} = ${(ms / least).toFixed(2)}`;

/** Where nothing says "that was all", waiting for more is part of the protocol. */
function goalOf(name: string, most: number, { ms, least, silence }: Timed, noEnd: boolean): Goal {
  const ratio = (noEnd ? ms - silence : ms) / least;
  const rest = noEnd ? `, ${(ms / least).toFixed(2)} with silence` : '';
  return { name, met: ratio <= most, figure: `${ratio.toFixed(2)}${rest}` };
}

async function raceOne(kit: BandKit, virtual: KitVirtual) {
  const name = `${kit.driver.id}, ${virtual.name}`;
  const goals: Goal[] = [];
  const cells: string[] = [name];
  let silence = 0;
  for (const { intervalMs, hopMs, most } of PHONES) {
    const run = await timed(kit, virtual, intervalMs, hopMs);
    cells.push(cell(run));
    silence = Math.max(silence, run.silence);
    const what = `${name}: at most ${most} of the least at CI ${intervalMs}, hop ${hopMs} ms`;
    if (most !== null) goals.push(goalOf(what, most, run, virtual.noEnd !== undefined));
  }
  const notes = [
    ...(virtual.noEnd ? [`${name}: ${seconds(silence)} s of silence, since ${virtual.noEnd}`] : []),
    ...(virtual.pausesMs ? [`${name}: the least includes the pauses its source demands`] : []),
  ];
  return { cells, goals, notes };
}

/** Every virtual band with history, at every phone. */
export async function raceLink(print: (text: string) => void): Promise<Goal[]> {
  const goals: Goal[] = [];
  const notes: string[] = [];
  const phones = PHONES.map(({ intervalMs, hopMs }) => `CI ${intervalMs}, hop ${hopMs} ms`);
  const rows: string[][] = [['needed / least, s', ...phones]];
  for (const kit of await allKits()) {
    for (const virtual of kit.virtuals.filter(({ leastEvents }) => leastEvents)) {
      const race = await raceOne(kit, virtual);
      rows.push(race.cells);
      goals.push(...race.goals);
      notes.push(...race.notes);
    }
  }
  print(table(rows));
  for (const note of notes) print(note);
  return goals;
}
