/** R10-3: under 14 everything stays on this phone until a guardian has agreed. */
import { beforeEach, expect, jest, test } from '@jest/globals';
import { fakeCloud, NOW, sampleBand, sampleMe } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

let account: typeof import('../../../miniprogram/services/account/index');
beforeEach(() => {
  jest.resetModules();
  account = jest.requireActual('../../../miniprogram/services/account/index');
});

const entered = (consents: string[]) => ({
  me: { ...sampleMe({ age: 'u14' }), consents },
  ...{ bands: [], days: [], streak: 0, at: NOW },
});

test('what was bound here stays here, and goes to the account with the guardian’s word', async () => {
  const here = sampleBand({ id: 'mac-A1B2C3D47F2A' });
  const lost = sampleBand({ id: 'mac-A1B2C3D40000', serial: 'A1B2C3D40000' });
  wxNow().storage.set('bm.terms', { version: 1, told: true, age: 'u14', alone: true });
  wxNow().storage.set('bm.mine', { ...entered(['terms']), bands: [here, lost] });
  let consents = ['terms'];
  const { asked, cloud } = fakeCloud({
    'account.enter': () => entered(consents),
    'band.bind': ({ serial }: { serial: string }) =>
      serial === here.serial ? { band: { ...here, boundAt: NOW } } : { refused: 'band-taken' },
  });
  wxNow().cloud = cloud;
  await account.enter();
  expect(account.mine.get().bands).toEqual([here, lost]);
  expect(account.alone()).toBe(true);
  consents = ['terms', 'guardian'];
  await account.enter();
  expect(account.alone()).toBe(false);
  expect(account.mine.get().bands).toEqual([{ ...here, boundAt: NOW }]);
  expect(asked.map(({ action }) => action)).toEqual([
    'account.enter',
    'account.enter',
    'band.bind',
    'band.bind',
  ]);
});
