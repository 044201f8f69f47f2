/** @jest-environment jsdom */
import { expect, test } from '@jest/globals';
import { createPhoneBand } from '../../../miniprogram/bands/lab/phone-band';
import { boundBand } from '../../helpers/bands';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered } from '../../helpers/simulate';

const phone = installPhone({
  band: false,
  others: (now) => {
    const { band } = createPhoneBand('wechat-pedometer', {
      tail: '3F2A',
      platform: 'android',
      now,
      offsetSeconds: 28_800,
    });
    return [band];
  },
});
const call = (page: Rendered, name: string, event: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);

test('R2-11 R12-8 a phone that is a band is bound as virtual by any version, and read over the air', async () => {
  const asked = phone.cloud({
    'band.bind': (input: object) => ({ band: boundBand({ id: 'v', ...input }) }),
  });
  phone.wx().getAccountInfoSync = () => ({ miniProgram: { envVersion: 'release' } });
  const page = openPage('packages/add/add');
  page.triggerPageLifeTime('show');
  await pass(2000);
  const rows = page.instance.data.rows as { key: string }[];
  const { key } = rows.find((row) => row.key === 'C04C41423F2A')!;
  call(page, 'onPick', { currentTarget: { dataset: { key } } });
  call(page, 'onBind');
  await pass(10_000);
  const serial = 'C04C41423F2A';
  expect(asked[0]?.input).toMatchObject({ protocol: 'wechat-pedometer', serial, virtual: true });
  const { mine } =
    require('../../../miniprogram/services/account/index') as typeof import('../../../miniprogram/services/account/index');
  const { syncBand, todayTotal } =
    require('../../../miniprogram/services/activity/index') as typeof import('../../../miniprogram/services/activity/index');
  const sync = syncBand(mine.get().bands.find((band) => band.serial === serial)!);
  await pass(10_000);
  expect(await sync).toMatchObject({ left: null });
  expect((await todayTotal()).total).toMatchObject({
    sourceClass: 'virtual',
    withheld: 'virtual',
  });
});
