/** Lifesense bands over A5, and older pedometers over A2. */
import type { BandCard } from './driver';

export const card = {
  id: 'lifesense',
  match: {
    priority: 15,
    names: ['Mambo', 'Max Buzz', 'LS Band', 'LS-4', 'LS405', 'Ziva'],
    services: ['a500', '7801'],
  },
  services: ['a500', '7801', 'fee7', 'fcc0', '180a'],
  features: {
    steps: 'single-source',
    distance: 'single-source',
    energy: 'single-source',
    history: 'assumed',
    sleep: 'assumed',
    time: 'single-source',
    goal: 'single-source',
  },
  serialOf: () => null,
} satisfies BandCard;
