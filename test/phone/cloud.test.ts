/** R10-1: nothing leaves the phone before its owner agreed to the terms. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Age } from '../../miniprogram/contract/api';
import { fakeCloud, sampleMe } from '../helpers/people';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

/** The phone as it starts: nothing said yet. */
let phone: typeof import('../../miniprogram/phone/cloud');
let agreement: typeof import('../../miniprogram/phone/agreement');
let radio: import('../../miniprogram/ble/link').Radio;
beforeEach(() => {
  jest.resetModules();
  phone = jest.requireActual('../../miniprogram/phone/cloud');
  agreement = jest.requireActual('../../miniprogram/phone/agreement');
  radio = jest
    .requireActual<typeof import('../../miniprogram/phone/radio')>('../../miniprogram/phone/radio')
    .phoneRadio();
  wxNow().storage.clear();
});

const me = sampleMe();
const STREAK = { days: [], streak: 0 };

function cloud(over: Record<string, unknown> = {}) {
  const made = fakeCloud({
    'consent.set': { me },
    'account.update': { me },
    'guardian.ask': { token: 't' },
    'activity.days': STREAK,
    'invite.open': { from: me },
    ...over,
  });
  wxNow().cloud = made.cloud;
  return made.asked;
}

/** What the page of the terms hears, in order; then it is not expected any more. */
function answers(...ages: (Age | null)[]) {
  const opened = jest.fn((_page: { url: string }) => {
    const age = ages.shift();
    if (age !== undefined) void Promise.resolve().then(() => agreement.answerTerms(age));
  });
  wxNow().navigateTo = opened;
  return opened;
}
const PAGE = '/packages/me/start/start';

const ask = () => phone.ask('activity.days', { from: 20261122, to: 20261122 });
const actions = (asked: { action: string }[]) => asked.map(({ action }) => action);

describe('before the first question', () => {
  test('a yes is told to the cloud, then the question is asked; the next ask no more', async () => {
    const asked = cloud();
    const dialog = answers('older');
    expect(await Promise.all([ask(), ask()])).toEqual([STREAK, STREAK]);
    await ask();
    expect(dialog).toHaveBeenCalledTimes(1);
    expect(asked[0]).toEqual({
      action: 'consent.set',
      input: { kind: 'terms', version: 1, given: true },
    });
    expect(asked[1]).toEqual({ action: 'account.update', input: { age: 'older' } });
    expect(actions(asked).filter((action) => action === 'consent.set')).toHaveLength(1);
  });

  test('a no sends nothing and is not asked about again, until the person wants something', async () => {
    const asked = cloud();
    const dialog = answers(null, 'older');
    await expect(ask()).rejects.toMatchObject({ code: 'needs-consent' });
    await expect(ask()).rejects.toMatchObject({ code: 'needs-consent' });
    expect(asked).toEqual([]);
    expect(dialog).toHaveBeenCalledTimes(1);
    agreement.reconsider();
    expect(await ask()).toEqual(STREAK);
    expect(dialog).toHaveBeenCalledTimes(2);
  });

  test('a yes that the cloud did not hear is told later, without asking again', async () => {
    let online = false;
    const asked = cloud({
      'consent.set': () => (online ? { me } : Promise.reject({ errCode: -1, errMsg: 'x' })),
    });
    const dialog = answers('older');
    await expect(ask()).rejects.toMatchObject({ code: 'offline' });
    online = true;
    expect(await ask()).toEqual(STREAK);
    expect(dialog).toHaveBeenCalledTimes(1);
    expect(actions(asked)).toEqual([
      'consent.set',
      'consent.set',
      'account.update',
      'activity.days',
    ]);
  });

  test('the radio is silent until then', async () => {
    const open = jest.fn((o: { success(): void }) => o.success());
    const silent = [
      'onBluetoothAdapterStateChange',
      'onBluetoothDeviceFound',
      'onBLEConnectionStateChange',
      'onBLECharacteristicValueChange',
    ].map((name) => [name, () => {}] as const);
    Object.assign(wxNow(), Object.fromEntries(silent), { openBluetoothAdapter: open });
    answers(null);
    await expect(radio.open()).rejects.toMatchObject({ code: 'privacy-refused' });
    expect(open).not.toHaveBeenCalled();
    agreement.reconsider();
    answers('u14');
    await radio.open();
    expect(open).toHaveBeenCalled();
  });

  test('R10-3 under 14 nothing is sent but the card for a guardian, and who wants more is shown it', async () => {
    const asked = cloud();
    const opened = answers('u14');
    await expect(ask()).rejects.toMatchObject({ code: 'guardian-needed' });
    await expect(ask()).rejects.toMatchObject({ code: 'guardian-needed' });
    expect(opened.mock.calls).toEqual([[expect.objectContaining({ url: PAGE })]]);
    expect(asked).toEqual([]);
    agreement.reconsider();
    await expect(ask()).rejects.toMatchObject({ code: 'guardian-needed' });
    expect(opened).toHaveBeenLastCalledWith(
      expect.objectContaining({ url: `${PAGE}?step=guardian` }),
    );
    await phone.ask('guardian.ask', {});
    expect(actions(asked)).toEqual(['consent.set', 'account.update', 'guardian.ask']);
    await expect(ask()).rejects.toMatchObject({ code: 'guardian-needed' });
    agreement.setAlone(false);
    expect(await ask()).toEqual(STREAK);
  });

  test('R10-3 whom the cloud knows as a child stays one on a phone where they said otherwise', async () => {
    const asked = cloud({
      'account.update': { refused: 'guardian-needed' },
      'activity.days': { refused: 'guardian-needed' },
      'account.enter': {},
    });
    answers('older');
    await expect(ask()).rejects.toMatchObject({ code: 'guardian-needed' });
    expect(agreement.alone()).toBe(true);
    // What a child may ask works from then on, the card for a guardian first of all.
    await phone.ask('account.enter', {});
    await phone.ask('guardian.ask', {});
    expect(actions(asked).slice(-2)).toEqual(['account.enter', 'guardian.ask']);
  });

  test('an invitation is read without it', async () => {
    cloud();
    const dialog = answers();
    expect(await phone.ask('invite.open', { token: 't' })).toEqual({ from: me });
    expect(dialog).not.toHaveBeenCalled();
  });
});

describe('while the account is deleted', () => {
  const begin = (erase: () => unknown) => {
    let answer!: (value: object) => void;
    const held = new Promise<object>((resolve) => {
      answer = resolve;
    });
    const asked = cloud({ 'activity.days': () => held, 'account.erase': erase });
    wxNow().storage.set('bm.terms', { version: 1, told: true });
    return {
      asked,
      opened: answers('older', 'older'),
      gone: () => answer({ refused: 'account-gone' }),
    };
  };

  test.each(['before', 'after'])(
    'what is answered %s that ends hears that nobody is known, and no terms are shown',
    async (when) => {
      let erased!: () => void;
      const erasing = new Promise<object>((resolve) => {
        erased = () => resolve({ until: 1 });
      });
      const { opened, gone } = begin(() => erasing);
      const before = ask();
      const erase = phone.ask('account.erase', { confirm: true });
      const steps = when === 'before' ? [gone, erased] : [erased, gone];
      steps[0]!();
      await Promise.resolve();
      steps[1]!();
      expect(await erase).toEqual({ until: 1 });
      await expect(before).rejects.toMatchObject({ code: 'account-gone' });
      expect(opened).not.toHaveBeenCalled();
    },
  );

  test('one that failed leaves everything as it was: who is not known is asked', async () => {
    const { opened, gone } = begin(() => Promise.reject({ errCode: -1, errMsg: 'x' }));
    const before = ask();
    const erase = phone.ask('account.erase', { confirm: true });
    await expect(erase).rejects.toMatchObject({ code: 'offline' });
    gone();
    await expect(before).rejects.toMatchObject({ code: 'account-gone' });
    expect(opened).toHaveBeenCalledTimes(1);
  });

  test('who comes back is asked for the terms, and again once nobody is known again', async () => {
    const { opened, gone } = begin(() => ({ until: 1 }));
    await phone.ask('account.erase', { confirm: true });
    wxNow().storage.clear();
    agreement.forgetAgreement();
    expect(await phone.ask('guardian.ask', {})).toEqual({ token: 't' });
    expect(opened).toHaveBeenCalledTimes(1);
    gone();
    await expect(ask()).rejects.toMatchObject({ code: 'account-gone' });
    expect(opened).toHaveBeenCalledTimes(2);
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
    const dialog = answers('older');
    expect(await ask()).toEqual(STREAK);
    expect(dialog).toHaveBeenCalledTimes(1);
    expect(actions(asked)).toEqual([
      'activity.days',
      'consent.set',
      'account.update',
      'activity.days',
    ]);
  },
);
