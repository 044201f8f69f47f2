/** Xiaomi Mi Band 1, 1A and 1S. */
import type { Advertisement } from '../ble/link';
import { addressOf } from '../lib/serial';
import type { BandCard } from './driver';

/** Addresses these bands have: 1 and 1A, 1S. */
const ADDRESS_OF_ONE = /^(?:88:0f:10|c8:0f:10)(?::[0-9a-f]{2}){3}$/i;

export const card = {
  id: 'mi-band',
  match: { priority: 40, services: ['fee0'] },
  services: ['fee0', '180d', 'fee7'],
  features: {
    steps: 'several-implementations',
    history: 'single-source',
    live: 'several-implementations',
    'heart-rate': 'single-source',
    battery: 'single-source',
    time: 'single-source',
    goal: 'single-source',
    find: 'assumed',
  },
  pairingErases: true,
  serialOf: ({ deviceId }: Advertisement) => addressHere(deviceId),
} satisfies BandCard;

/** On phones that show addresses; others show an id of their own. */
export const addressHere = (deviceId: string): string | null =>
  ADDRESS_OF_ONE.test(deviceId) ? addressOf(deviceId) : null;
