/** Bands of WeChat's hardware platform over AirSync. */
import { addressBehind } from './advertised';
import type { BandCard } from './driver';

export const card = {
  id: 'wechat-airsync',
  match: { priority: 20, services: ['FEE7'] },
  services: ['FEE7'],
  features: { steps: 'maker', history: 'assumed', time: 'maker' },
  serialOf: addressBehind,
} satisfies BandCard;
