/** A bound band's page, as words. */
import { expect, test } from '@jest/globals';
import { detailView } from '../../../miniprogram/packages/band/detail/view';
import { boundBand } from '../../helpers/bands';
import { NOW } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
installWx();

test('how old its battery is may go below it: it begins with no dot', () => {
  const memory = {
    ...{ deviceId: null, firmware: null, syncedAt: null, results: [] },
    ...{ battery: 64, batteryAt: NOW },
  };
  const facts = { band: boundBand(), memory, goal: 8000, now: NOW, shop: false };
  expect(detailView(facts).readAt).toBe('刚刚读取');
});
