/** iHealth AM3, AM3S and AM4 over their own protocol. */
import type { BandCard } from './driver';

/** The ASCII texts com.jiuan.AMV10, AMV11 and AMV12 with a zero byte behind. */
const OWN = [
  '636f6d2e-6a69-7561-6e2e-414d56313000',
  '636f6d2e-6a69-7561-6e2e-414d56313100',
  '636f6d2e-6a69-7561-6e2e-414d56313200',
];

export const card = {
  id: 'ihealth',
  match: {
    // Below AirSync, which the AM3S speaks as well and which needs no key of the maker.
    priority: 14,
    names: ['Activity Monitor', 'AM3', 'AM4', 'iHealth AM'],
    services: OWN,
  },
  services: [...OWN, '180d', '180a'],
  features: {
    steps: 'single-source',
    energy: 'single-source',
    history: 'assumed',
    sleep: 'single-source',
    battery: 'single-source',
    time: 'single-source',
    goal: 'assumed',
  },
  serialOf: () => null,
} satisfies BandCard;
