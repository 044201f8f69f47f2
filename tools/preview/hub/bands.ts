/** A virtual band of the panel: walks plausibly until someone helps, and is kept over a reload. */
import type { KitBand, KitPairing } from '../../../miniprogram/bands/kit';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual';
import { dayOf, dayStart } from '../../../miniprogram/contract/activity';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
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
  /** Walks, and remembers it over a reload. */
  walk(steps: number): void;
}

export interface PlanOptions {
  /** Its address, unless the band has one of its own. */
  deviceId: string;
  now(): number;
  truth: readonly Walk[];
  /** UTC seconds up to which its made-up days go. */
  born: number;
  pairing: KitPairing;
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
  /** False while its driver is missing from bands/registry.ts: no phone would know it. */
  registered: boolean;
}

interface Kept {
  born: number;
  walks: Walk[];
  pairing?: string;
}

const now = (): number => Math.floor(Date.now() / 1000);
const keyOf = (id: string): string => `band.${id}`;

/** The band as it was left. */
export function offerOf(plan: Plan, added: boolean, keep: Keeper): BandOffer {
  const { id, protocol, seed, create } = plan;
  const stored = keep.read<Kept | null>(keyOf(id), null);
  const today = stored && dayOf(stored.born) === dayOf(now());
  const kept: Kept = { walks: [], ...stored, born: today ? stored.born : now() };
  const save = () => keep.write(keyOf(id), kept);
  save();
  const { born } = kept;
  const truth = [...plausibleWalks({ seed, until: born }), ...kept.walks].sort(
    (a, b) => a.at - b.at,
  );
  const pairing: KitPairing = {
    get: () => kept.pairing ?? null,
    set(text) {
      kept.pairing = text;
      save();
    },
  };
  const made = create({ deviceId: addressFrom(seed), now, truth: [...truth], born, pairing });
  return {
    ...made,
    id,
    protocol,
    added,
    steps() {
      const midnight = dayStart(dayOf(now()));
      return truth.reduce((sum, { at, steps }) => sum + (at >= midnight ? steps : 0), 0);
    },
    walk(steps) {
      const walk = { at: now(), steps };
      truth.push(walk);
      kept.walks.push(walk);
      save();
      made.band.addSteps(steps);
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
