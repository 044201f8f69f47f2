/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { fakeCloud, sampleMe } from '../../helpers/people';
import { render, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

type Account = typeof import('../../../miniprogram/services/account/index');

async function open() {
  wxNow().cloud = fakeCloud({ 'account.enter': sampleMe() }).cloud;
  const coming = render('pages/ranking/board-coming/board-coming');
  const { networkChanged } = require('../../../miniprogram/services/account/index') as Account;
  const again = jest.fn();
  coming.addEventListener('again', again);
  await settle();
  return { coming, again, networkChanged };
}

describe('where a board will be', () => {
  test('without a network it is said, and the board is asked for once there is one', async () => {
    const { coming, again, networkChanged } = await open();
    networkChanged(false);
    await settle();
    expect(wordsOf(coming)).toContain('没有网络');
    networkChanged(true);
    await settle();
    expect(again).toHaveBeenCalledTimes(1);
  });

  test('a download that takes long is said, with a button that asks anew', async () => {
    const { coming, again } = await open();
    expect(wordsOf(coming)).toBe('');
    await jest.advanceTimersByTimeAsync(5000);
    expect(wordsOf(coming)).toContain('网络有点慢');
    (coming.instance.onAct as () => void).call(coming.instance);
    expect(again).toHaveBeenCalledTimes(1);
  });
});
