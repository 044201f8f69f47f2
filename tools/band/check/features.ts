/** Whether a band does what `features` says, and nothing else. */

import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import type { Feature, Live } from '../../../miniprogram/protocols/driver';
import { leanWeek, type Scene, scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { judge, type Verdict, words } from './clauses';

/** What people's steps come to, far out on both sides: a factor of ten is outside. */
const METRES_A_STEP = [0.3, 1.5] as const;
const KCAL_A_STEP = [0.01, 0.15] as const;
const BEATS = [30, 220] as const;
const LOOKS = 4;

/** Each feature claimed is seen with one of the virtual bands; what is seen is claimed. */
export async function features(kit: BandKit): Promise<Verdict> {
  const complaints: string[] = [];
  const seen = new Set<Feature>();
  for (const virtual of kit.virtuals) {
    for (const one of await seenIn(kit, virtual, complaints)) seen.add(one);
  }
  const claimed = new Set(Object.keys(kit.driver.features) as Feature[]);
  for (const one of TOLD) {
    if (claimed.has(one) && !seen.has(one)) complaints.push(`${one} is claimed, and never seen`);
    if (seen.has(one) && !claimed.has(one)) complaints.push(`${one} is seen, and not claimed`);
  }
  return judge('features', complaints, `${[...seen].join(', ')}: as claimed`);
}

/** Those the report sees here; the band's clock, its goal and find are seen in `shows`. */
const TOLD: readonly Feature[] = [
  'steps',
  'distance',
  'energy',
  'history',
  'live',
  'sleep',
  'heart-rate',
  'battery',
];

async function seenIn(
  kit: BandKit,
  virtual: KitVirtual,
  complaints: string[],
): Promise<Set<Feature>> {
  const stage = scene(kit, virtual, {
    truth: [...leanWeek(), { at: NOW - 4000, steps: 600 }],
    sleep: true,
  });
  if (virtual.pairsApart) await stage.once();
  const { run, error } = await stage.once();
  const seen = new Set<Feature>();
  if (!run) {
    complaints.push(words(error));
    return seen;
  }
  const { readings, sleep } = stage.kept.summary();
  const counters = [...stage.kept.days.values()];
  const said = [...readings, ...counters];
  if (said.some(({ steps }) => steps > 0)) seen.add('steps');
  if (readings.length > 0 || counters.length > 1) seen.add('history');
  if (sleep.length > 0) seen.add('sleep');
  if (run.battery !== null) seen.add('battery');
  if (run.battery !== null && !(run.battery >= 0 && run.battery <= 100)) {
    complaints.push(`the battery is at ${run.battery} %`);
  }
  const measured = [
    ['distance', 'metres', METRES_A_STEP],
    ['energy', 'kcal', KCAL_A_STEP],
  ] as const;
  for (const [feature, field, within] of measured) {
    for (const list of [readings, counters]) {
      const rate = perStep(list, field);
      if (rate !== null) seen.add(feature);
      if (rate !== null && !isWithin(rate, within)) {
        complaints.push(`${rate.toFixed(3)} ${field} a step: not what people walk`);
      }
    }
  }
  await look(stage, seen, complaints);
  return seen;
}

type Measured = { steps: number; metres?: number; kcal?: number };

/** Of those that have it, all together: a short one is rounded. */
function perStep(list: readonly Measured[], field: 'metres' | 'kcal'): number | null {
  const some = list.filter((one) => one[field] !== undefined && one.steps > 0);
  const steps = some.reduce((sum, one) => sum + one.steps, 0);
  const amount = some.reduce((sum, one) => sum + one[field]!, 0);
  return amount > 0 ? amount / steps : null;
}

const isWithin = (value: number, [least, most]: readonly [number, number]): boolean =>
  value >= least && value <= most;

/** Watches the band count steps and heartbeats, where it can. */
async function look(stage: Scene, seen: Set<Feature>, complaints: string[]): Promise<void> {
  // Someone walks while it is looked at.
  for (const second of [2, 5, 9]) stage.clock.after(second * 1000, () => stage.band.addSteps(7));
  const counted = await firstOf(stage, 'steps', 'steps', complaints);
  if (counted !== null) seen.add('live');
  const beats = await firstOf(stage, 'heart-rate', 'heartRate', complaints);
  if (beats === null) return;
  seen.add('heart-rate');
  if (!isWithin(beats, BEATS)) complaints.push(`${beats} beats a minute`);
}

async function firstOf(
  stage: Scene,
  what: 'steps' | 'heart-rate',
  field: 'steps' | 'heartRate',
  complaints: string[],
): Promise<number | null> {
  let first: number | null = null;
  try {
    await stage.opened(async (run) => {
      first = await firstLive(await run.live?.(what), field);
    });
  } catch (error) {
    const { code } = error as { code?: string };
    if (!CANNOT.has(code)) complaints.push(`a look at its ${what}: ${words(error)}`);
  }
  return first;
}

/** What a band of the protocol without the sensor, or without the characteristic, says. */
const CANNOT: ReadonlySet<string | undefined> = new Set([
  'no-service',
  'no-characteristic',
  'not-supported',
]);

/** The first such value of a look, which is ended; null where none comes. */
async function firstLive(live: Live | undefined, field: 'steps' | 'heartRate') {
  try {
    for (let left = LOOKS; live && left > 0; left--) {
      const value = (await live.next())[field];
      if (value !== undefined && value > 0) return value;
    }
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'timeout') return null;
    throw error;
  } finally {
    await live?.stop();
  }
}
