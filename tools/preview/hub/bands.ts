/** The two virtual bands of the panel: one per protocol, walking plausibly until someone helps. */
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual';
import type { Peripheral } from '../../../miniprogram/ble/peripheral';
import { dayOf } from '../../../miniprogram/contract/activity';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
import type { Keeper } from './phones';

/** What the panel can do with a band besides carrying its bytes. */
export interface VirtualBand extends Peripheral {
  readonly steps: number;
  readonly faults: { garbage: boolean; cutFrame: boolean; silent: boolean };
  addSteps(steps: number): void;
}

export interface BandOffer {
  id: string;
  /** The model as a person calls it. */
  title: string;
  protocol: string;
  /** What is printed on its box: the maker's domain, the model, the serial. */
  code: { host: string; model: string; serial: string };
  band: VirtualBand;
  /** Walks, and remembers it over a reload. */
  walk(steps: number): void;
}

interface Kept {
  /** UTC seconds up to which the made-up days go. */
  born: number;
  walks: Walk[];
}

const now = (): number => Math.floor(Date.now() / 1000);

interface Plan {
  id: string;
  title: string;
  protocol: string;
  host: string;
  model: string;
  mac: string;
  seed: number;
  create(options: {
    deviceId: string;
    localName: string;
    mac: string;
    now: () => number;
    truth: Walk[];
  }): VirtualBand;
  localName: string;
}

const PLANS: readonly Plan[] = [
  {
    id: 'airsync',
    title: 'iHealth AM3',
    protocol: 'AirSync · FEE7',
    host: 'ihealthlabs.com',
    model: 'am3',
    mac: '98D3312A4F01',
    seed: 20260701,
    localName: 'iHealth AM3',
    create: (options) => createVirtualAirSync(options),
  },
  {
    id: 'pedometer',
    title: 'Lifesense Mambo',
    protocol: 'WeChat pedometer · FEA1',
    host: 'www.lifesense.com',
    model: 'mambo',
    mac: 'C81F66B07E02',
    seed: 20260702,
    localName: 'Mambo',
    create: (options) => createVirtualPedometer(options),
  },
];

/** The bands as they were left. */
export function createBands(keep: Keeper): BandOffer[] {
  return PLANS.map((plan) => {
    const key = `band.${plan.id}`;
    const stored = keep.read<Kept | null>(key, null);
    const today = stored && dayOf(stored.born) === dayOf(now());
    const kept: Kept = { born: today ? stored.born : now(), walks: stored?.walks ?? [] };
    keep.write(key, kept);
    const truth = [...plausibleWalks({ seed: plan.seed, until: kept.born }), ...kept.walks].sort(
      (a, b) => a.at - b.at,
    );
    const band = plan.create({
      deviceId: plan.mac.match(/../g)?.join(':') ?? plan.mac,
      localName: plan.localName,
      mac: plan.mac,
      now,
      truth,
    });
    return {
      id: plan.id,
      title: plan.title,
      protocol: plan.protocol,
      code: { host: plan.host, model: plan.model, serial: plan.mac },
      band,
      walk(steps) {
        kept.walks.push({ at: now(), steps });
        keep.write(key, kept);
        band.addSteps(steps);
      },
    };
  });
}
