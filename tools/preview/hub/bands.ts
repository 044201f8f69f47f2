/** A virtual band of the panel: walks plausibly, further when someone helps, and is kept over a reload. */
import type { KitBand } from '../../../miniprogram/bands/kit';
import type { VirtualPairing } from '../../../miniprogram/bands/virtual/options';
import { lateWalks, plausibleWalks, type Walk } from '../../../miniprogram/bands/virtual/walks';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual/band';
import { DAY_SECONDS, dayOf, dayStart } from '../../../miniprogram/contract/activity';
import type { Keeper } from './phones';

/** What is printed on a band's box: the maker's domain, the model, the serial. */
export interface BoxCode {
  host: string;
  model: string;
  serial: string;
}

export interface BandOffer {
  id: string;
  /** The model as a person calls it. */
  title: string;
  protocol: string;
  /** Null where the band tells its serial only once connected. */
  code: BoxCode | null;
  band: KitBand;
  /** Its address in the air. */
  deviceId: string;
  /** Whether it can be removed. */
  added: boolean;
  /** What it counts today. */
  steps(): number;
  /** Walks on as its day says, up to now. */
  goOn(): void;
  /**
   * Walks over the minutes just gone, and remembers it over a reload: at a human pace, so that early
   * in a day less than asked for may fit, and nothing goes to the day before. @returns steps walked.
   */
  walk(steps: number): number;
}

export interface PlanOptions {
  /** Its address, unless the band has one of its own. */
  deviceId: string;
  now(): number;
  truth: readonly Walk[];
  pairing: VirtualPairing;
}

/** How a band is made. */
export interface Plan {
  id: string;
  protocol: string;
  seed: number;
  create(options: PlanOptions): Pick<BandOffer, 'title' | 'code' | 'band' | 'deviceId'>;
}

/** One of those that can be added. */
export interface KitPlan extends Plan {
  /** False while its card is missing from protocols/index.ts: no phone would know it. */
  registered: boolean;
}

interface Kept {
  walks: Walk[];
  pairing?: string;
}

const keyOf = (id: string): string => `band.${id}`;

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

export interface OfferOptions {
  plan: Plan;
  added: boolean;
  keep: Keeper;
  /** UTC seconds. */
  now(): number;
}

/** The band as it was left. */
export function offerOf({ plan, added, keep, now }: OfferOptions): BandOffer {
  const { id, protocol, seed, create } = plan;
  let walkedUntil = now();
  const stored = keep.read<Kept>(keyOf(id), { walks: [] });
  const kept = { ...stored, walks: stored.walks.filter(({ at }) => at > now() - WEEK_SECONDS) };
  const save = () => keep.write(keyOf(id), kept);
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
    id,
    protocol,
    added,
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

export const forgetBand = (id: string, keep: Keeper): void => keep.forget(keyOf(id));

/** An address nobody was given: the two highest bits say so. */
function addressFrom(seed: number): string {
  const tail = seed.toString(16).padStart(8, '0').slice(-8).toUpperCase();
  return `C0:5E:${tail.replace(/(..)(?!$)/g, '$1:')}`;
}

/** The two bands that are there from the start, one per protocol of the launch. */
export const FIRST: readonly Plan[] = [
  {
    id: 'airsync',
    protocol: 'AirSync · FEE7',
    seed: 20260701,
    create: ({ now, truth }) => {
      const code = { host: 'ihealthlabs.com', model: 'am3', serial: '98D3312A4F01' };
      const at = { deviceId: '98:D3:31:2A:4F:01', localName: 'iHealth AM3', mac: code.serial };
      const band = createVirtualAirSync({ ...at, now, truth });
      return { title: 'iHealth AM3', code, band, deviceId: at.deviceId };
    },
  },
  {
    id: 'pedometer',
    protocol: 'WeChat pedometer · FEA1',
    seed: 20260702,
    create: ({ now, truth }) => {
      const code = { host: 'www.lifesense.com', model: 'mambo', serial: 'C81F66B07E02' };
      const at = { deviceId: 'C8:1F:66:B0:7E:02', localName: 'Mambo', mac: code.serial };
      const band = createVirtualPedometer({ ...at, now, truth });
      return { title: 'Lifesense Mambo', code, band, deviceId: at.deviceId };
    },
  },
];
