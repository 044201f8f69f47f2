/** Throws frames at a protocol: its codec by the million, its driver in whole sessions. */
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import { seeded } from '../../../miniprogram/lib/walks';
import { streams } from '../check/codec';
import { leanWeek, scene } from '../scene';
import { nextValues, type Random } from './bytes';

export interface FuzzOptions {
  frames: number;
  seed: number;
  /** Called now and then with the frames done. */
  onProgress?(done: number): void;
}

export interface FuzzResult {
  frames: number;
  /** Sessions with a band that sends mutated values. */
  sessions: number;
  /** How many frames meant something, of all. */
  understood: number;
  /** Each with what is needed to see it again. */
  failures: string[];
}

const MOST_FAILURES = 5;
const BATCH = 20_000;
/** A frame that takes longer than this to read is a loop that happens to end. */
const SLOW_MS = 500;
/** One session of fuzz for so many frames. */
const FRAMES_A_SESSION = 5000;
/** A session that is not over after this much radio time hangs. */
const LONGEST_SESSION_MS = 1_800_000;
/** How bands and links fail. By name: a module may be loaded twice, as ES module and as CommonJS. */
const KNOWN = new Set(['BandError', 'BleError']);

export async function fuzz(kit: BandKit, options: FuzzOptions): Promise<FuzzResult> {
  const result: FuzzResult = { frames: 0, sessions: 0, understood: 0, failures: [] };
  const random = seeded(options.seed);
  const targets = await targetsOf(kit);
  let reported = 0;
  while (result.frames < options.frames && result.failures.length < MOST_FAILURES) {
    for (const target of targets) readOnce(target, random, result);
    if (result.frames - reported >= BATCH) {
      reported = result.frames;
      options.onProgress?.(reported);
    }
  }
  const sessions = Math.min(200, Math.ceil(options.frames / FRAMES_A_SESSION));
  for (const virtual of kit.virtuals) {
    for (let nth = 0; nth < sessions && result.failures.length < MOST_FAILURES; nth++) {
      await talkOnce(kit, virtual, random, result);
    }
  }
  return result;
}

interface Target {
  name: string;
  decode: BandKit['decoders'][number]['decode'];
  seeds: readonly Uint8Array[];
}

/** Every decoder with true frames: of a virtual band's sync, and the golden ones. */
async function targetsOf(kit: BandKit): Promise<Target[]> {
  const seeds = new Map<string, Uint8Array[]>();
  const key = (from: string, at: { characteristic: string }) => `${from} ${at.characteristic}`;
  const add = (name: string, values: readonly Uint8Array[]) =>
    seeds.set(name, [...(seeds.get(name) ?? []), ...values]);
  for (const virtual of kit.virtuals) {
    const stage = scene(kit, virtual, { truth: leanWeek(2) });
    await stage.once();
    for (const { from, at, values } of streams(stage.frames)) add(key(from, at), values);
  }
  for (const { from, at, values } of kit.golden) {
    add(
      key(from, at),
      values.map((hex) => fromHex(hex) ?? new Uint8Array(0)),
    );
  }
  return kit.decoders.map(({ from, at, decode }) => {
    const name = key(from, at);
    return { name, decode, seeds: seeds.get(name) ?? [] };
  });
}

function readOnce({ name, decode, seeds }: Target, random: Random, result: FuzzResult): void {
  const values = nextValues(random, seeds);
  result.frames += values.length;
  const before = performance.now();
  try {
    const read = decode(values);
    if (read.ok) result.understood += values.length;
    else if (read.reason === '') throw new Error('no reason');
    const ms = performance.now() - before;
    if (ms > SLOW_MS) throw new Error(`took ${Math.round(ms)} ms`);
  } catch (error) {
    result.failures.push(`${name}: ${String(error)}: ${values.map(toHex).join(' ')}`);
  }
}

/** One sync in which values of the band are mutated: it may fail, but as bands fail. */
async function talkOnce(
  kit: BandKit,
  virtual: KitVirtual,
  random: Random,
  result: FuzzResult,
): Promise<void> {
  const stage = scene(kit, virtual, { truth: leanWeek(2) });
  const share = random() * 0.3;
  const heard: Uint8Array[] = [];
  const begin = stage.clock.now();
  result.sessions++;
  let error: unknown;
  try {
    const ended = await stage.once({
      fates: ({ operation, value }) => {
        if (operation !== 'value' || stage.clock.now() - begin > LONGEST_SESSION_MS) {
          return stage.clock.now() - begin > LONGEST_SESSION_MS ? 'cut' : 'deliver';
        }
        heard.push(value.slice());
        if (heard.length > 64) heard.shift();
        return random() < share ? { value: nextValues(random, heard)[0]! } : 'deliver';
      },
    });
    error = ended.error;
  } catch (thrown) {
    error = thrown;
  }
  const long = stage.clock.now() - begin > LONGEST_SESSION_MS;
  const expected = !error || KNOWN.has((error as Error).name);
  if (expected && !long) return;
  result.failures.push(
    `session ${result.sessions} of ${virtual.name}: ${long ? 'does not end' : stackOf(error)}`,
  );
}

/** The error and the first places of ours it came through. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = '', ...places] = (error.stack ?? error.message).split('\n');
  const ours = places.filter((line) => line.includes('miniprogram/') && line.length < 200);
  return [first, ...ours.slice(0, 3)].join('\n');
}
