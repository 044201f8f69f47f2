/** Huawei and Honor bands over Huawei Link Protocol v2. */
import type { BandCard } from './driver';

/** Bands that use Bluetooth LE; watches of the same makers use classic Bluetooth. */
const NAMES = [
  ...[3, 4, 5, 6, 7].map((model) => `Honor Band ${model}-`),
  ...['2', '2 Pro', '3', '3 Pro', '3e', '4', '4 Pro', '4e', '6', '7', '8', '9'].map(
    (model) => `Huawei Band ${model}-`,
  ),
];

export const card = {
  id: 'huawei',
  match: { priority: 60, names: NAMES, services: ['FE86'] },
  services: ['FE86'],
  features: {
    steps: 'several-implementations',
    history: 'single-source',
    distance: 'single-source',
    energy: 'several-implementations',
    sleep: 'single-source',
    battery: 'several-implementations',
    time: 'several-implementations',
    goal: 'single-source',
  },
  /** Only the last digits of the address are in the name. */
  serialOf: () => null,
} satisfies BandCard;
