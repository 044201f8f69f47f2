import { expect, test } from '@jest/globals';
import type { Message } from '../../../miniprogram/bands/wechat-airsync/messages';
import { boundBand } from '../../helpers/bands';
import { installPhone, pass } from '../../helpers/phone';

const phone = installPhone();
const { appVisible, connectBound } =
  require('../../../miniprogram/services/bands/binding') as typeof import('../../../miniprogram/services/bands/binding');

const LEFT: Message[] = [
  { name: 'switchViewPush', fields: { op: 2, view: 1 } },
  { name: 'switchBackgroundPush', fields: { op: 1 } },
];
const BACK: Message[] = [
  { name: 'switchBackgroundPush', fields: { op: 2 } },
  { name: 'switchViewPush', fields: { op: 1, view: 1 } },
];

test('a band that is being talked to learns that the app was left and is back; others hear nothing', async () => {
  appVisible(false);
  const connecting = connectBound(boundBand(), null);
  appVisible(true);
  await pass(2000);
  const { run, session } = await connecting;
  expect(phone.band().pushes).toEqual([]);
  appVisible(false);
  appVisible(true);
  await pass(100);
  expect(phone.band().pushes).toEqual([...LEFT, ...BACK]);
  const page = await run.next();
  expect(page?.counters).toMatchObject([{ steps: 0 }, { steps: 1392 }]);
  await session.close();
  appVisible(false);
  await pass(100);
  expect(phone.band().pushes).toHaveLength(4);
});
