/** R10-1: nothing leaves the phone before its owner agreed to the terms. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { fakeCloud, sampleMe } from '../helpers/people';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

/** The phone as it starts: nothing said yet. */
let phone: typeof import('../../miniprogram/phone/cloud');
let reconsider: () => void;
beforeEach(() => {
  jest.resetModules();
  phone = jest.requireActual('../../miniprogram/phone/cloud');
  ({ reconsider } = jest.requireActual<typeof import('../../miniprogram/phone/agreement')>(
    '../../miniprogram/phone/agreement',
  ));
  wxNow().storage.clear();
});

const me = sampleMe();
const STREAK = { days: [], streak: 0 };

function cloud(over: Record<string, unknown> = {}) {
  const made = fakeCloud({
    'consent.set': { me },
    'activity.days': STREAK,
    'invite.open': { from: me },
    ...over,
  });
  wxNow().cloud = made.cloud;
  return made.asked;
}

/** The person's answers, in order; then no dialog is expected any more. */
function answers(...yes: boolean[]) {
  const dialog = jest.fn(async () => ({ confirm: yes.shift() }));
  wxNow().showModal = dialog;
  return dialog;
}

const ask = () => phone.ask('activity.days', { from: 20261122, to: 20261122 });
const actions = (asked: { action: string }[]) => asked.map(({ action }) => action);

describe('before the first question', () => {
  test('a yes is told to the cloud, then the question is asked; the next ask no more', async () => {
    const asked = cloud();
    const dialog = answers(true);
    expect(await Promise.all([ask(), ask()])).toEqual([STREAK, STREAK]);
    await ask();
    expect(dialog).toHaveBeenCalledTimes(1);
    expect(asked[0]).toEqual({
      action: 'consent.set',
      input: { kind: 'terms', version: 1, given: true },
    });
    expect(actions(asked).filter((action) => action === 'consent.set')).toHaveLength(1);
  });

  test('a no sends nothing and is not asked about again, until the person wants something', async () => {
    const asked = cloud();
    const dialog = answers(false, true);
    await expect(ask()).rejects.toMatchObject({ code: 'needs-consent' });
    await expect(ask()).rejects.toMatchObject({ code: 'needs-consent' });
    expect(asked).toEqual([]);
    expect(dialog).toHaveBeenCalledTimes(1);
    reconsider();
    expect(await ask()).toEqual(STREAK);
    expect(dialog).toHaveBeenCalledTimes(2);
  });

  test('a yes that the cloud did not hear is told later, without asking again', async () => {
    let online = false;
    const asked = cloud({
      'consent.set': () => (online ? { me } : Promise.reject({ errCode: -1, errMsg: 'x' })),
    });
    const dialog = answers(true);
    await expect(ask()).rejects.toMatchObject({ code: 'offline' });
    online = true;
    expect(await ask()).toEqual(STREAK);
    expect(dialog).toHaveBeenCalledTimes(1);
    expect(actions(asked)).toEqual(['consent.set', 'consent.set', 'activity.days']);
  });

  test('an invitation is read without it', async () => {
    cloud();
    const dialog = answers();
    expect(await phone.ask('invite.open', { token: 't' })).toEqual({ from: me });
    expect(dialog).not.toHaveBeenCalled();
  });
});

test.each(['needs-consent', 'account-gone'])(
  'a cloud that knows nobody (%s) is told of a new yes, and asked again once',
  async (refused) => {
    let known = false;
    const asked = cloud({
      'consent.set': () => {
        known = true;
        return { me };
      },
      'activity.days': () => (known ? STREAK : { refused }),
    });
    wxNow().storage.set('bm.terms', { version: 1, told: true });
    const dialog = answers(true);
    expect(await ask()).toEqual(STREAK);
    expect(dialog).toHaveBeenCalledTimes(1);
    expect(actions(asked)).toEqual(['activity.days', 'consent.set', 'activity.days']);
  },
);
