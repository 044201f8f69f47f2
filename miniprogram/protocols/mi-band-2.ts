/** Xiaomi Mi Band 2. */
import type { BandCard } from './driver';

export const card = {
  id: 'mi-band-2',
  match: { priority: 41, names: ['MI Band 2', 'Mi Band HRX'] },
  services: ['fee1', 'fee0', '1805', '180d', '180a'],
  features: {
    steps: 'single-source',
    history: 'single-source',
    live: 'single-source',
    'heart-rate': 'single-source',
    battery: 'single-source',
    time: 'single-source',
    goal: 'single-source',
  },
  serialOf: () => null,
} satisfies BandCard;
