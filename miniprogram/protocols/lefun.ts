/** Lefun bands. */
import type { BandCard } from './driver';

export const card = {
  id: 'lefun',
  match: { priority: 33, names: ['Lefun'], services: ['18D0'] },
  services: ['18D0'],
  features: {
    steps: 'single-source',
    distance: 'single-source',
    energy: 'assumed',
    history: 'single-source',
    live: 'single-source',
    sleep: 'assumed',
    'heart-rate': 'single-source',
    battery: 'single-source',
    time: 'single-source',
    find: 'single-source',
  },
  /** The protocol has no serial, and the advertisement is not known to carry one. */
  serialOf: () => null,
} satisfies BandCard;
