/** Throws frames at a protocol: its codec by the million, its driver in whole sessions. */

import type { BandKit, KitDecoder, KitVirtual, Tamper } from '../../../miniprogram/bands/kit';
import { seeded } from '../../../miniprogram/bands/virtual/walks';
import type { Characteristic } from '../../../miniprogram/ble/link';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import { leanWeek, scene } from '../../harness/scene';
import { decoderOf, streams } from '../check/codec';
import { nextMessages, nextValues, type Random } from './bytes';

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
  /** Frames with something wrong behind checksums that are right, and messages of such sessions. */
  sealed: number;
  /** Each with what is needed to see it again. */
  failures: string[];
}

const MOST_FAILURES = 5;
const BATCH = 20_000;
/**
 * A frame that takes longer than this is a loop that happens to end; it does so twice. Once anything
 * may wait: for other processes, for memory to be collected.
 */
const SLOW_MS = 500;
/** One session of fuzz for so many frames. */
const FRAMES_A_SESSION = 1000;
/** Radio time between two steps of a sync after which it hangs. */
const LONGEST_STEP_MS = 1_800_000;
/** A band may claim to store years, and be read for days: after so much radio time it is gone. */
const LONGEST_SESSION_MS = 7_200_000;
/** How bands and links fail. By name: a module may be loaded twice, as ES module and as CommonJS. */
const KNOWN = new Set(['BandError', 'BleError']);

export async function fuzz(kit: BandKit, options: FuzzOptions): Promise<FuzzResult> {
  const result: FuzzResult = { frames: 0, sessions: 0, understood: 0, sealed: 0, failures: [] };
  const random = seeded(options.seed);
  const targets = await targetsOf(kit);
  let reported = 0;
  const most = targets.length > 0 ? options.frames : 0;
  while (result.frames < most && result.failures.length < MOST_FAILURES) {
    for (const target of targets) readOnce(target, random, result);
    if (result.frames - reported >= BATCH) {
      reported = result.frames;
      options.onProgress?.(reported);
    }
  }
  const sessions = Math.min(1000, Math.ceil(options.frames / FRAMES_A_SESSION));
  for (const virtual of kit.virtuals) {
    for (let nth = 0; nth < sessions && result.failures.length < MOST_FAILURES; nth++) {
      const lie = [raw, sealed, told][nth % 3]!;
      await talkOnce(kit, virtual, lie(kit, random, result), result);
    }
  }
  return result;
}

interface Target {
  name: string;
  decode: KitDecoder['decode'];
  seal: KitDecoder['seal'];
  seeds: readonly Uint8Array[];
  /** Of these, where messages begin. */
  starts: readonly number[];
}

/** Every decoder with true frames: of a virtual band's sync, and the golden ones. */
async function targetsOf(kit: BandKit): Promise<Target[]> {
  const seeds = new Map<string, Uint8Array[]>();
  const key = (from: string, at: { characteristic: string }) => `${from} ${at.characteristic}`;
  const add = (name: string, values: readonly Uint8Array[]) =>
    seeds.set(name, [...(seeds.get(name) ?? []), ...values]);
  for (const virtual of kit.virtuals) {
    const stage = scene(kit, virtual, { truth: leanWeek(2), sleep: true });
    for (let left = virtual.pairsApart ? 2 : 1; left > 0; left--) await stage.once();
    for (const { from, at, values } of streams(stage.frames)) add(key(from, at), values);
  }
  for (const { from, at, values } of kit.golden) {
    add(
      key(from, at),
      values.map((hex) => fromHex(hex) ?? new Uint8Array(0)),
    );
  }
  return kit.decoders.map(({ from, at, decode, seal, begins }) => {
    const name = key(from, at);
    const own = seeds.get(name) ?? [];
    const starts = own.flatMap((value, index) => (begins?.(value) === false ? [] : [index]));
    return { name, decode, seal, seeds: own, starts };
  });
}

function readOnce(target: Target, random: Random, result: FuzzResult): void {
  const { name, decode, seal, seeds, starts } = target;
  const open = seal && starts.length > 0 && random() < 0.5;
  const values = open ? seal(nextMessages(random, seeds, starts)) : nextValues(random, seeds);
  if (open) result.sealed += values.length;
  result.frames += values.length;
  const before = performance.now();
  try {
    const read = decode(values);
    if (read.ok) result.understood += values.length;
    else if (read.reason === '') throw new Error('no reason');
    if (performance.now() - before > SLOW_MS) {
      const again = performance.now();
      decode(values);
      const ms = Math.round(performance.now() - again);
      if (ms > SLOW_MS) throw new Error(`took ${ms} ms`);
    }
  } catch (error) {
    result.failures.push(`${name}: ${String(error)}: ${values.map(toHex).join(' ')}`);
  }
}

/** How a band lies in one session: in what it says, or in the values this becomes. */
interface Lie {
  tamper?: Tamper;
  value?: (at: Characteristic, value: Uint8Array) => Uint8Array;
}
type Liar = (kit: BandKit, random: Random, result: FuzzResult) => Lie;

/** Mutates up to three in ten of what passes, with pieces of what passed before. */
function mutator(random: Random): (value: Uint8Array) => Uint8Array | null {
  const share = random() * 0.3;
  const heard: Uint8Array[] = [];
  return (value) => {
    heard.push(value.slice());
    if (heard.length > 64) heard.shift();
    return random() < share ? nextValues(random, heard)[0]! : null;
  };
}

const raw: Liar = (_, random) => {
  const mutated = mutator(random);
  return { value: (_at, value) => mutated(value) ?? value };
};

/** What takes more than one value stays as it was. */
const sealed: Liar = (kit, random, result) => {
  const mutated = mutator(random);
  return {
    value(at, value) {
      const seal = decoderOf(kit, 'band', at)?.seal;
      const other = mutated(value);
      const [one, ...more] = other ? (seal?.([other]) ?? [other]) : [];
      if (!one || more.length > 0) return value;
      if (seal) result.sealed++;
      return one;
    },
  };
};

/** Sealed, encrypted and cut by the band itself. */
const told: Liar = (_, random, result) => {
  const mutated = mutator(random);
  return {
    tamper(content) {
      const other = mutated(content);
      if (other) result.sealed++;
      return other ?? content;
    },
  };
};

/** One sync with a band that lies: it may fail, but as bands fail. */
async function talkOnce(
  kit: BandKit,
  virtual: KitVirtual,
  { tamper, value: lie }: Lie,
  result: FuzzResult,
): Promise<void> {
  const options = { truth: leanWeek(2), sleep: true, ...(tamper && { tamper }) };
  const stage = scene(kit, virtual, options);
  const begin = stage.clock.now();
  let last = begin;
  result.sessions++;
  let error: unknown;
  try {
    const ended = await stage.once({
      fates({ operation, at, value }) {
        if (stage.clock.now() - begin > LONGEST_SESSION_MS) return 'cut';
        return operation === 'value' && lie ? { value: lie(at, value) } : 'deliver';
      },
      step() {
        last = stage.clock.now();
      },
    });
    error = ended.error;
  } catch (thrown) {
    error = thrown;
  }
  const stuck = stage.clock.now() - last > LONGEST_STEP_MS;
  if (!stuck && (!error || KNOWN.has((error as Error).name))) return;
  const what = stuck ? 'does not end' : stackOf(error);
  result.failures.push(`session ${result.sessions} of ${virtual.name}: ${what}`);
}

/** The error and the first places of ours it came through. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = '', ...places] = (error.stack ?? error.message).split('\n');
  const ours = places.filter((line) => line.includes('miniprogram/') && line.length < 200);
  return [first, ...ours.slice(0, 3)].join('\n');
}
