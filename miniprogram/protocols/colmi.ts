/** Colmi rings (R02, R03, R06, R09, R10). */
import type { Advertisement } from '../ble/link';
import type { BandCard } from './driver';

/** "R02_A1B2", "COLMI R10_A1B2": the model and the end of the address. */
export const NAME = /^(?:COLMI )?(R\d\d_([0-9A-F]{4}))$/i;

export const card = {
  id: 'colmi',
  match: { priority: 50, names: ['R02_', 'R03_', 'R06_', 'R09_', 'R10_', 'COLMI R'] },
  services: ['6e40fff0-b5a3-f393-e0a9-e50e24dcca9e', 'de5bf728-d711-4e47-af26-65e3012a5dc7'],
  features: {
    steps: 'several-implementations',
    history: 'several-implementations',
    distance: 'several-implementations',
    energy: 'single-source',
    live: 'single-source',
    sleep: 'single-source',
    'heart-rate': 'single-source',
    battery: 'several-implementations',
    time: 'several-implementations',
    find: 'single-source',
  },
  serialOf: ({ localName }: Advertisement) => NAME.exec(localName)?.[1]?.toUpperCase() ?? null,
} satisfies BandCard;
