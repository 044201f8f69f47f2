/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { fakeCloud, NOW, OFFSET, sampleFriends, sampleMe } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

async function open(answers: Record<string, unknown> = {}, storage: Record<string, unknown> = {}) {
  const { asked, cloud } = fakeCloud({ 'friend.list': sampleFriends(), ...answers });
  wxNow().cloud = cloud;
  const kept = { me: sampleMe(), bands: [], days: [], streak: 3, at: NOW };
  for (const [key, value] of Object.entries({ 'bm.mine': kept, ...storage })) {
    wxNow().storage.set(key, value);
  }
  const page = openPage('pages/me/me');
  await settle();
  return { page, asked };
}

const call = (page: Rendered, name: string, event: Record<string, unknown> = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);

describe('我的', () => {
  test('shows name, streak, goal and how many friends there are', async () => {
    const { page } = await open();
    const words = wordsOf(page);
    expect(words).toContain('林晚 连续达标 3 天');
    expect(words).toContain('10,000 步');
    expect(words).toContain('5 人');
  });

  test.each([
    [17, false],
    [22.4, true],
  ])(
    'R8-3 letters of %f px: what an export is stands under its name: %s',
    async (size, stacked) => {
      wxNow().baseInfo.fontSizeSetting = size;
      const { page } = await open();
      expect(wordsOf(page)).toMatch(/导出我的数据 ?JSON · CSV/);
      expect(page.instance.data.stacked).toBe(stacked);
    },
  );

  test('R4-3 how many shares there are is told by the cloud: before, no number', async () => {
    const share = { id: 's', day: 20261122, steps: 8432, expiresAt: NOW + 86_400 };
    let online = false;
    const { page, asked } = await open({
      'share.list': () => (online ? { shares: [share] } : Promise.reject({ errCode: -1 })),
    });
    expect(wordsOf(page)).not.toContain('条有效');
    online = true;
    page.triggerPageLifeTime('show');
    await settle();
    expect(wordsOf(page)).toContain('1 条有效');
    page.triggerPageLifeTime('show');
    await settle();
    expect(asked.filter(({ action }) => action === 'share.list')).toHaveLength(2);
  });

  test.each([
    ['develop', true],
    ['trial', false],
    ['release', false],
  ])('R9-6 the way to the lab is there in a %s version: %s', async (envVersion, there) => {
    wxNow().getAccountInfoSync = () => ({ miniProgram: { envVersion, version: '' } });
    const { page } = await open();
    page.triggerPageLifeTime('show');
    expect(wordsOf(page).includes('厂商实验室')).toBe(there);
  });

  test('R5-9 hiding is sent; when it fails the switch goes back', async () => {
    const { page } = await open({ 'account.update': { refused: 'internal' } });
    const hidden = () => (page.instance.data.me as { hidden: boolean }).hidden;
    call(page, 'onHideSwitch', { detail: { value: true } });
    expect(hidden()).toBe(true);
    await settle();
    expect(hidden()).toBe(false);
  });

  test('a goal is chosen from the list', async () => {
    const { page, asked } = await open({
      'account.update': ({ goal }: { goal: number }) => ({ me: sampleMe({ goal }) }),
    });
    call(page, 'onGoal', { detail: { value: '12' } });
    await settle();
    expect(asked.at(-1)).toEqual({ action: 'account.update', input: { goal: 8000 } });
    expect(wordsOf(page)).toContain('8,000 步');
  });

  test('the language changes the whole page, and can follow WeChat again', async () => {
    const { page } = await open();
    call(page, 'onLanguage', { detail: { value: '2' } });
    expect(wordsOf(page)).toContain('Daily goal');
    expect(wxNow().storage.get('bm.language')).toBe('en');
    expect(wxNow().setTabBarItem).toHaveBeenCalledWith(
      expect.objectContaining({ index: 0, text: 'Today' }),
    );
    call(page, 'onLanguage', { detail: { value: '0' } });
    expect(wordsOf(page)).toContain('每日目标');
    expect(wxNow().storage.has('bm.language')).toBe(false);
  });

  test('so do the line of what is told, and the name of who has none, which is the cloud’s', async () => {
    const { page, asked } = await open(
      { 'account.update': { me: sampleMe({ name: 'Walker 3D7B', language: 'en' }) } },
      {
        'bm.notices': {
          notices: [{ kind: 'export-ready', at: NOW, seen: false, facts: {} }],
          ...{ templates: {}, devices: [] },
        },
      },
    );
    expect(wordsOf(page)).toContain('导出');
    call(page, 'onLanguage', { detail: { value: '2' } });
    await settle();
    expect(wordsOf(page)).toMatch(/^Export ready.* Walker 3D7B /);
    expect(
      asked.filter(({ action }) => action === 'account.update').map(({ input }) => input),
    ).toEqual([{ language: 'en', offset: OFFSET }]);
  });

  test('why nothing is known is told in the language that was chosen', async () => {
    const { page } = await open({ 'account.enter': { refused: 'internal' } }, { 'bm.mine': null });
    expect(page.instance.data.problem).not.toBeNull();
    const before = wordsOf(page);
    call(page, 'onLanguage', { detail: { value: '2' } });
    await settle();
    expect(page.instance.data.problem).not.toBeNull();
    expect(before).toContain('再试一次');
    expect(wordsOf(page)).not.toContain('再试一次');
    expect(wordsOf(page)).toContain('Try again');
  });

  test('the unit of distances is this phone’s', async () => {
    const { page } = await open();
    expect(wordsOf(page)).toContain('公里');
    call(page, 'onUnit', { detail: { value: '1' } });
    await settle();
    expect(wordsOf(page)).toContain('英里');
    expect(wxNow().storage.get('bm.unit')).toBe('mile');
  });

  test('each row leads to its page, once', async () => {
    const { page } = await open();
    const tap = { currentTarget: { dataset: { page: 'export/export' } } };
    call(page, 'onOpen', tap);
    call(page, 'onOpen', tap);
    expect(wxNow().navigateTo).toHaveBeenCalledTimes(1);
    expect(wxNow().navigateTo).toHaveBeenCalledWith({ url: '/packages/me/export/export' });
  });

  test('without an account and a network: one sentence and one button', async () => {
    let online = false;
    const answer = { me: sampleMe(), bands: [], days: [], streak: 0, at: NOW };
    const { page } = await open(
      {
        'account.enter': () => (online ? answer : Promise.reject({ errCode: -1, errMsg: 'x' })),
      },
      { 'bm.mine': null },
    );
    expect(wordsOf(page)).toContain('没有网络');
    online = true;
    await call(page, 'onRetry');
    await settle();
    expect(wordsOf(page)).toContain('林晚');
  });
});
