import { expect, test } from '@jest/globals';
import { createVirtualColmi } from '../../../miniprogram/bands/colmi/virtual/band';
import type { VirtualColmi } from '../../../miniprogram/bands/colmi/virtual/options';
import { boundBand } from '../../helpers/bands';
import { installPhone, pass } from '../../helpers/phone';

const PLACE = '30:34:12:00:A1:B2';
const WRONG = 8 * 3600 + 5000;

let ring: VirtualColmi;
const phone = installPhone({
  others(now) {
    ring = createVirtualColmi({ deviceId: PLACE, now, clockError: 5000 });
    return [ring];
  },
});
const { bindBand, connectBound, findBand } =
  require('../../../miniprogram/services/bands/binding') as typeof import('../../../miniprogram/services/bands/binding');

/** Lets a dialogue of the ring take its time. */
async function ended<T>(work: Promise<T>): Promise<T> {
  await pass(20_000);
  return work;
}

test('R13-7 adding and finding a band leave its clock; reading it sets the clock', async () => {
  const band = boundBand({ id: 'ring', model: 'colmi', protocol: 'colmi', serial: 'R02_A1B2' });
  phone.cloud({ 'band.bind': { band } });
  const wish = { model: 'colmi', serial: null, deviceId: PLACE };
  const bound = await ended(bindBand(wish));
  expect(ring.clockShift).toBe(WRONG);
  await ended(findBand(bound));
  expect(ring.clockShift).toBe(WRONG);
  const { session } = await ended(connectBound(bound, null));
  expect(ring.clockShift).not.toBe(WRONG);
  await session.close();
});
