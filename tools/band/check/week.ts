/** A week on a virtual band, read without trouble: what every troubled sync has to come to. */
import { isDeepStrictEqual } from 'node:util';
import type { BandKit, KitFrame, KitVirtual } from '../../../miniprogram/bands/kit';
import type { Fates } from '../../../miniprogram/bands/virtual/faults';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { type Once, type Scene, type SceneOptions, scene } from '../../harness/scene';
import type { Kept } from '../../harness/sync';
import { type Complaint, LOST, words } from './clauses';
import { type Choose, everywhere, spread } from './places';

export interface Week {
  kit: BandKit;
  virtual: KitVirtual;
  options: SceneOptions;
  /** The phone, the band and what crossed the air. */
  stage: Scene;
  /** Places where an app can die. */
  steps: number;
}

/** Its dialogue differs in few frames from that of the first. */
const VARIANT_FRAMES = 40;

/** Syncs a whole one takes: a band that pairs apart gives its data with the second. */
const rounds = (virtual: KitVirtual): number => (virtual.pairsApart ? 2 : 1);

/** A week that could not even be read in peace, and what had been said. */
export class Undone extends Error {
  constructor(
    override readonly cause: unknown,
    readonly frames: readonly KitFrame[],
  ) {
    super(words(cause));
  }
}

/** Reads the week as nothing ever goes wrong; rejects with an Undone where even that fails. */
export async function undisturbed(
  kit: BandKit,
  virtual: KitVirtual,
  options: SceneOptions = {},
): Promise<Week> {
  const stage = scene(kit, virtual, { sleep: true, ...options });
  let steps = 0;
  for (let round = rounds(virtual); round > 0; round--) {
    const { error } = await stage.once({ step: () => steps++ });
    if (error) throw new Undone(error, stage.frames);
  }
  return { kit, virtual, options, stage, steps };
}

/** Another phone and another band, with the same week. */
export const anew = ({ kit, virtual, options }: Week): Scene =>
  scene(kit, virtual, { sleep: true, ...options });

/** The syncs of a week with trouble in them; the first error ends them, as it ends a sync. */
export async function troubled(
  { virtual }: Pick<Week, 'virtual'>,
  stage: Scene,
  how: Once = {},
): Promise<unknown> {
  for (let round = rounds(virtual); round > 0; round--) {
    const { error } = await stage.once(how);
    if (error) return error;
  }
  return null;
}

/** Syncs again in peace; null, or why even that failed. */
export async function resumed(
  { virtual }: Pick<Week, 'virtual'>,
  stage: Scene,
): Promise<string | null> {
  for (let left = rounds(virtual); left > 0; left--) {
    const { error } = await stage.once();
    if (error) return `${LOST}: ${words(error)}`;
  }
  return null;
}

/** Trouble, then peace: what is not as it would have been, or null. `where` names the trouble. */
export async function survives(
  week: Week,
  where: string,
  trouble: Once,
): Promise<Complaint | null> {
  const stage = anew(week);
  await troubled(week, stage, trouble);
  const lost = await resumed(week, stage);
  const wrong = lost ?? unlike(stage.kept, week) ?? (await hoarded(week, stage));
  return wrong === null ? null : { where, wrong, frames: stage.frames };
}

/** What a band was not made to forget, at the latest by one more sync; or null. */
async function hoarded(week: Week, stage: Scene): Promise<string | null> {
  if (week.virtual.keeps) return null;
  const much = () => (stage.band.remembered ?? 0) - (week.stage.band.remembered ?? 0);
  if (much() > 0) await resumed(week, stage);
  return much() > 0 ? `${much()} records stay on the band` : null;
}

/** One kind of trouble at each of these frames, one after the other. */
export async function atEach(
  week: Week,
  indices: readonly number[],
  fatesAt: (index: number) => Fates,
): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  for (const index of indices) {
    const wrong = await survives(week, `frame ${index}`, { fates: fatesAt(index) });
    // The dialogue up to the trouble; one that ends without recovering is told to its end.
    const frames = wrong?.frames?.slice(0, wrong.wrong.startsWith(LOST) ? undefined : index + 1);
    if (wrong) complaints.push({ ...wrong, ...(frames && { frames }) });
  }
  return complaints;
}

/**
 * The numbers of the frames of a week: all of a kit's first virtual band, about forty of each of its
 * variants, and of these what is chosen.
 */
export const framesOf = (week: Week, choose?: Choose): readonly number[] =>
  framesLike(week, () => true, choose);

/** Those of a kind. */
export function framesLike(
  { kit, virtual, stage }: Week,
  which: (frame: KitFrame) => boolean,
  choose = everywhere,
): readonly number[] {
  const found = stage.frames.flatMap((frame, index) => (which(frame) ? [index] : []));
  const first = kit.virtuals[0] === virtual;
  return choose(first ? found : spread(found, VARIANT_FRAMES));
}

/** The numbers of a week's steps, or of those that are chosen. */
export const stepsOf = ({ steps }: Week, choose = everywhere): readonly number[] =>
  choose(Array.from({ length: steps }, (_, step) => step));

/** Whether a frame is an indication: the air repeats it until it is confirmed, in its order. */
export const confirmed = ({ stage }: Week, { operation, at }: Omit<KitFrame, 'value'>): boolean =>
  operation === 'value' &&
  stage.band.gatt.some((one) => sameCharacteristic(one, at) && one.indicate);

type Fact = Record<string, number | string>;
type Facts = Map<string, Fact>;

/** Every kept fact by its name. */
function factsOf(kept: Kept): Facts {
  const { readings, sleep, days } = kept.summary();
  const time = (at: number) => new Date(at * 1000).toISOString();
  return new Map<string, Fact>([
    ...readings.map((one) => [`${time(one.start)}+${one.seconds}`, { ...one }] as const),
    ...sleep.map((one) => [`sleep ${time(one.start)}`, { ...one }] as const),
    ...days.map((one) => [`day ${one.day}`, { ...one }] as const),
  ]);
}

/** The first thing that is not as in the undisturbed week, or null. */
export function unlike(kept: Kept, week: Week): string | null {
  if (isDeepStrictEqual(kept.summary(), week.stage.kept.summary())) return null;
  const [missing] = missingOf(kept, week);
  return invented(kept, week) ?? (missing === undefined ? null : `${missing} is missing`);
}

/** The first thing the undisturbed week does not have, or has otherwise; or null. */
export function invented(kept: Kept, week: Week): string | null {
  const wanted = factsOf(week.stage.kept);
  for (const [name, fact] of factsOf(kept)) {
    const want = wanted.get(name);
    const wrong = Object.keys(fact).find((key) =>
      name.startsWith('day') ? (want?.[key] ?? 0) < fact[key]! : want?.[key] !== fact[key],
    );
    if (wrong) return `${name}: ${fact[wrong]} ${wrong} instead of ${want?.[wrong] ?? 'nothing'}`;
  }
  return null;
}

/** What of the undisturbed week is not there yet: facts, or fields of them. */
export function missingOf(kept: Kept, week: Week): string[] {
  const have = factsOf(kept);
  return [...factsOf(week.stage.kept)].flatMap(([name, want]) => {
    const fact = have.get(name);
    return isDeepStrictEqual(fact, want) ? [] : [name];
  });
}
