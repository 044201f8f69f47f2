/** The WeChat pedometer profile. */
import { addressBehind } from './advertised';
import type { BandCard } from './driver';

export const card = {
  id: 'wechat-pedometer',
  match: { priority: 10, services: ['FEE7'] },
  services: ['FEE7'],
  features: { steps: 'maker', distance: 'maker', energy: 'several-implementations', goal: 'maker' },
  serialOf: addressBehind,
} satisfies BandCard;
