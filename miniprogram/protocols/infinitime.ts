/** A PineTime with InfiniTime. */
import type { BandCard } from './driver';

export const card = {
  id: 'infinitime',
  match: { priority: 34, names: ['InfiniTime'] },
  services: ['00030000-78fc-48fe-8e23-433b3a1942d0', '1805', '180F', '180A', '1802', '180D'],
  features: {
    steps: 'several-implementations',
    live: 'several-implementations',
    'heart-rate': 'several-implementations',
    battery: 'several-implementations',
    time: 'several-implementations',
    find: 'single-source',
  },
  /** The advertisement says nothing of the one watch it is. */
  serialOf: () => null,
} satisfies BandCard;
