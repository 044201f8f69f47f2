/** Dialogues of the same protocols that differ in their frames: nothing is lost in these either. */
import { createVirtualCodoon } from '../../miniprogram/bands/codoon/virtual/band';
import { createVirtualIHealth } from '../../miniprogram/bands/ihealth/virtual/band';
import type { BandKit, KitBand, KitClause, KitVirtualOptions } from '../../miniprogram/bands/kit';
import { createVirtualMiBand } from '../../miniprogram/bands/mi-band/virtual/band';
import { authAnswer } from '../../miniprogram/bands/wechat-airsync/crypto';
import { createVirtualAirSync } from '../../miniprogram/bands/wechat-airsync/virtual/band';
import { fromHex } from '../../miniprogram/lib/bytes';
import { describeLoss, KITS } from '../helpers/loss';

const KEY = fromHex('101112131415161718191a1b1c1d1e1f')!;
const CLAUSES: KitClause[] = ['cuts', 'losses', 'release', 'duplicates', 'flips', 'shortened'];

/** The first virtual band of a kit, made otherwise. */
function variant(
  id: string,
  name: string,
  create: (options: KitVirtualOptions) => KitBand,
  more: Partial<BandKit> = {},
) {
  const kit = KITS.find(({ driver }) => driver.id === id)!;
  describeLoss({ ...kit, ...more }, { ...kit.virtuals[0]!, name, create }, CLAUSES);
}

variant('codoon', 'frames of 16 bytes', ({ now, truth, clockError, dense }) =>
  createVirtualCodoon({ deviceId: 'kit', now, truth, clockError, dense, frameBytes: 16 }),
);

variant('ihealth', 'AM3S', ({ now, truth, clockError }) =>
  createVirtualIHealth({
    deviceId: 'kit',
    model: 'AM3S',
    key: Uint8Array.from({ length: 16 }, (_, index) => (index * 29 + 1) & 0xff),
    now,
    truth,
    clockError,
  }),
);

variant('mi-band', 'values that are counted', ({ now, truth, clockError, dense }) =>
  createVirtualMiBand({ deviceId: 'kit', profile: '2.0.7.1', now, truth, clockError, dense }),
);

const auth = { mode: 'aes', deviceType: 'gh_1', deviceId: 'dev', key: KEY } as const;
variant(
  'wechat-airsync',
  'encrypted',
  ({ now, truth, clockError }) =>
    createVirtualAirSync({
      deviceId: 'kit',
      localName: 'GumpWX',
      mac: '001A7DDA7113',
      now,
      truth,
      clockError,
      auth,
      itemsPerMessage: 2,
    }),
  { vendorAuth: async () => authAnswer(KEY, KEY) },
);
