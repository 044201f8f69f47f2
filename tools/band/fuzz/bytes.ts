/** Frames nobody would send: random ones, and true ones with something wrong. */
import { concat } from '../../../miniprogram/lib/bytes';

/** Numbers in [0, 1); the same for the same seed. */
export type Random = () => number;

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;

function randomBytes(random: Random): Uint8Array {
  const longest = random() < 0.02 ? 600 : random() < 0.2 ? 64 : 21;
  return Uint8Array.from({ length: below(random, longest) }, () => below(random, 256));
}

/** Bytes that lengths, counts and marks like to be. */
const EDGES = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

type Mutation = (random: Random, value: Uint8Array, other: Uint8Array) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  (random, value) =>
    changed(value, below(random, value.length), (byte) => byte ^ (1 << below(random, 8))),
  (random, value) => changed(value, below(random, value.length), () => pick(random, EDGES)),
  (random, value) => changed(value, below(random, value.length), () => below(random, 256)),
  (random, value) => value.slice(0, below(random, value.length + 1)),
  (random, value) => value.slice(below(random, value.length + 1)),
  (random, value) => concat(value, randomBytes(random)),
  (_, value) => concat(value, value),
  (random, value, other) =>
    concat(
      value.slice(0, below(random, value.length + 1)),
      other.slice(below(random, other.length + 1)),
    ),
  (_, value) => value,
];

function changed(value: Uint8Array, at: number, how: (byte: number) => number): Uint8Array {
  const copy = value.slice();
  if (copy.length > 0) copy[at] = how(copy[at]!);
  return copy;
}

/** Mutates a value once to three times. */
function mutated(random: Random, value: Uint8Array, seeds: readonly Uint8Array[]): Uint8Array {
  let other = value;
  for (let left = 1 + below(random, 3); left > 0; left--) {
    other = pick(random, MUTATIONS)(random, other, pick(random, seeds));
  }
  return other;
}

/** One to four true messages, some values mutated. `starts`: where messages begin in the seeds. */
export function nextMessages(
  random: Random,
  seeds: readonly Uint8Array[],
  starts: readonly number[],
): Uint8Array[] {
  const nth = below(random, starts.length);
  return seeds
    .slice(starts[nth], starts[nth + 1 + below(random, 4)])
    .map((value) => (random() < 0.4 ? mutated(random, value, seeds) : value));
}

/** One to a few values: random, or true ones mutated once to three times. */
export function nextValues(random: Random, seeds: readonly Uint8Array[]): Uint8Array[] {
  const count = random() < 0.01 ? 64 : random() < 0.3 ? 1 + below(random, 6) : 1;
  const from = below(random, Math.max(1, seeds.length));
  return Array.from({ length: count }, (_, index) => {
    if (seeds.length === 0 || random() < 0.25) return randomBytes(random);
    // Values of a message follow each other in the seeds, so now and then a whole one is nearly right.
    const value = seeds[(from + index) % seeds.length]!;
    return random() < 0.3 ? value : mutated(random, value, seeds);
  });
}
