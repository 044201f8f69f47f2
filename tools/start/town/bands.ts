/** The bands of the sample town: as the panel's, each with an address of its own. */
import { createVirtualCodoon } from '../../../miniprogram/bands/codoon/virtual/band';
import { createVirtualHuawei } from '../../../miniprogram/bands/huawei/virtual/band';
import type { KitBand } from '../../../miniprogram/bands/kit';
import { createVirtualLifesense } from '../../../miniprogram/bands/lifesense/virtual/band';
import { FILTER } from '../../../miniprogram/bands/wechat-airsync/messages';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual/band';
import type { Plan, PlanOptions } from '../bands/offer';
import { NEWCOMER, TOWN, type Townsman, type Worn } from './people';

interface Model {
  title: string;
  protocol: string;
  /** Remembers one day: it is read every day. */
  everyDay?: true;
  create(options: PlanOptions, mac: string): KitBand;
}

const at = (mac: string): string => mac.replace(/(..)(?!$)/g, '$1:');

export const MODELS: Readonly<Record<Worn, Model>> = {
  am3: {
    title: 'iHealth AM3',
    protocol: 'wechat-airsync',
    create: ({ now, truth, clockError }, mac) =>
      createVirtualAirSync({
        deviceId: at(mac),
        localName: 'iHealth AM3',
        mac,
        now,
        truth,
        clockError,
        filter: Uint8Array.of(FILTER.time),
      }),
  },
  codoon: {
    title: 'Codoon Band',
    protocol: 'codoon',
    create: ({ now, truth, clockError }, mac) =>
      createVirtualCodoon({
        deviceId: at(mac),
        now,
        truth,
        clockError,
        id: `11010203040506${mac}`,
      }),
  },
  mambo: {
    title: 'Lifesense Mambo',
    protocol: 'lifesense',
    create: ({ now, truth, clockError }, mac) =>
      createVirtualLifesense({
        deviceId: at(mac),
        localName: 'Mambo',
        mac,
        now,
        truth,
        clockError,
      }),
  },
  bonbon: {
    title: 'Lifesense BonBon',
    protocol: 'wechat-pedometer',
    everyDay: true,
    create: ({ now, truth, clockError }, mac) =>
      createVirtualPedometer({
        deviceId: at(mac),
        localName: 'BonBon',
        mac,
        now,
        truth,
        clockError,
      }),
  },
  honor: {
    title: 'Honor Band 5',
    protocol: 'huawei',
    create: ({ now, truth, pairing, clockError }, mac) =>
      createVirtualHuawei({
        ...{ deviceId: at(mac), localName: `Honor Band 5-${mac.slice(-3)}`, address: mac },
        ...{ serial: `SMP${mac.slice(-10)}`, now, truth, pairing, clockError },
      }),
  },
};

/** Somebody's band: the same in the cloud's past and in the browser's air. */
export function planOf({ user, name, worn, seed }: Townsman): Plan {
  const { title, protocol, create } = MODELS[worn];
  const mac = `C05A${seed.toString(16).toUpperCase().padStart(8, '0')}`;
  return {
    id: user,
    protocol: `${protocol} · ${name}（示例）`,
    speaks: protocol,
    registered: true,
    seed,
    create: (options) => ({ band: create(options, mac), deviceId: at(mac), title, code: null }),
  };
}

export const TOWN_PLANS: readonly Plan[] = [...TOWN, NEWCOMER].map(planOf);
