/** Any band with the services of the Bluetooth SIG. */
import type { BandCard } from './driver';

export const card = {
  id: 'bluetooth-sig',
  match: { priority: 1, services: ['183E', '1814', '180D'] },
  services: ['180A', '180F', '1805', '1802', '180D', '183E', '181C'],
  features: {
    steps: 'assumed',
    distance: 'assumed',
    'heart-rate': 'several-implementations',
    battery: 'several-implementations',
    time: 'several-implementations',
    goal: 'single-source',
    find: 'several-implementations',
  },
  serialOf: () => null,
} satisfies BandCard;
