/** A virtual band for the panel: walks plausibly, further when someone helps, and is kept over a reload. */
import type { KitBand } from '../../../miniprogram/bands/kit';
import type { VirtualPairing } from '../../../miniprogram/bands/virtual/options';
import { lateWalks, plausibleWalks, type Walk } from '../../../miniprogram/bands/virtual/walks';
import { DAY_SECONDS, dayOf, dayStart } from '../../../miniprogram/contract/activity';
import type { BandMaker, BandMemory, MadeBand } from '../../preview';

export interface PlanOptions {
  /** Its address, unless the band has one of its own. */
  deviceId: string;
  now(): number;
  truth: readonly Walk[];
  pairing: VirtualPairing;
  /** How far its clock is ahead, seconds. */
  clockError: number;
}

/** How a band is made. */
export interface Plan {
  id: string;
  protocol: string;
  /** The id of that protocol. */
  speaks: string;
  seed: number;
  /** False while its card is missing from protocols/index.ts: no phone would know it. */
  registered: boolean;
  create(options: PlanOptions): Pick<MadeBand, 'title' | 'code' | 'deviceId'> & { band: KitBand };
}

interface Kept {
  walks: Walk[];
  pairing?: string;
}

/** What a minute holds, as in the virtual bands that count by the minute. */
const STEPS_PER_MINUTE = 180;
const WEEK_SECONDS = 7 * DAY_SECONDS;

/** The made-up walks after one instant up to another, UTC seconds; a week back at most. */
function madeUp(seed: number, after: number, until: number): Walk[] {
  const days = Math.min(7, 2 + Math.floor((until - after) / DAY_SECONDS));
  return [...lateWalks({ seed, until, days }), ...plausibleWalks({ seed: ~seed, until, days })]
    .filter(({ at }) => at > after)
    .sort(byTime);
}

const byTime = (a: Walk, b: Walk): number => a.at - b.at;

export const makerOf = ({ id, protocol, speaks: _, registered, ...plan }: Plan): BandMaker => ({
  ...{ id, protocol, registered },
  make: (memory, now, clockError = 0) => madeFrom(plan, memory, now, clockError),
});

/** The band as it was left. */
function madeFrom(
  { seed, create }: Pick<Plan, 'seed' | 'create'>,
  memory: BandMemory,
  now: () => number,
  clockError: number,
): MadeBand {
  let walkedUntil = now();
  const stored = memory.read<Kept>({ walks: [] });
  const kept = { ...stored, walks: stored.walks.filter(({ at }) => at > now() - WEEK_SECONDS) };
  const save = () => memory.write(kept);
  save();
  const truth = [...madeUp(seed, 0, walkedUntil), ...kept.walks].sort(byTime);
  const pairing: VirtualPairing = {
    get: () => kept.pairing ?? null,
    set(text) {
      kept.pairing = text;
      save();
    },
  };
  let clock = now;
  const made = create({
    deviceId: addressFrom(seed),
    now: () => clock(),
    truth: [...truth],
    pairing,
    clockError,
  });
  const add = ({ at, steps }: Walk) => {
    truth.push({ at, steps });
    clock = () => at;
    made.band.addSteps(steps);
    clock = now;
  };
  const today = (): number => {
    const midnight = dayStart(dayOf(now()));
    return truth.reduce((sum, { at, steps }) => sum + (at >= midnight ? steps : 0), 0);
  };
  const goOn = () => {
    const until = now();
    if (until <= walkedUntil) return;
    for (const walk of madeUp(seed, walkedUntil, until)) add(walk);
    walkedUntil = until;
  };
  return {
    ...made,
    steps: today,
    goOn,
    walk(steps) {
      goOn();
      const at = now();
      const minutes = Math.floor((at - dayStart(dayOf(at))) / 60) + 1;
      const walk = { at, steps: Math.min(steps, STEPS_PER_MINUTE * minutes - today()) };
      if (walk.steps <= 0) return 0;
      add(walk);
      kept.walks.push(walk);
      save();
      return walk.steps;
    },
  };
}

/** An address nobody was given: the two highest bits say so. */
function addressFrom(seed: number): string {
  const tail = seed.toString(16).padStart(8, '0').slice(-8).toUpperCase();
  return `C0:5E:${tail.replace(/(..)(?!$)/g, '$1:')}`;
}
