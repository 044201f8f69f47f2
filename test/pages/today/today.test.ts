/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { countDay } from '../../../miniprogram/contract/counting';
import { boundBand } from '../../helpers/bands';
import { DAY, NOW, sampleMe } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

const ME = sampleMe({ uid: 'u' });
const entered = (over: Record<string, unknown> = {}) => ({
  me: ME,
  bands: [boundBand({ syncedAt: NOW - 180 })],
  days: [],
  streak: 3,
  at: NOW,
  ...over,
});
const taken = { changed: 1, rejected: [], days: [], newSteps: 0 };
const offline = () => Promise.reject({ errCode: -1, errMsg: 'request:fail' });
/** A band that was synced on this phone before is not synced by itself. */
const synced = { results: [{ at: NOW, ok: true, stage: 'release', code: null, newSteps: 1 }] };
const rememberSynced = () =>
  phone.wx().storage.set(`bm.band.${boundBand().id}`, { battery: null, ...synced });

const call = (page: Rendered, name: string, detail: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, { detail });

describe('the today page', () => {
  test('R3-2 without a band it offers scan, search and the virtual band', async () => {
    phone.cloud({ 'account.enter': entered({ bands: [] }) });
    const page = openPage('pages/today/today');
    await pass(10);
    expect(wordsOf(page)).toMatch(/还没有手环.*扫码添加手环.*搜索附近的手环.*体验虚拟手环/);
    call(page, 'onScan');
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url: '/packages/add/add?scan=1' });
  });

  test('R3-2 the third way is WeRun; where it was agreed to it is read once, and again by the button', async () => {
    phone.cloud({ 'account.enter': entered({ bands: [] }) });
    const page = openPage('pages/today/today');
    await pass(10);
    expect(wordsOf(page)).toMatch(/先不用手环.*用微信运动的步数/);
    expect(wordsOf(page)).not.toContain('看看示例榜');
    page.detach();

    const me = { ...ME, consents: ['terms', 'werun'] };
    const hours = Array.from({ length: 24 }, () => 0);
    const day = { day: DAY, steps: 9870, hours, sourceClass: 'werun', estimated: true, sources: 1 };
    const asked = phone.cloud({
      'account.enter': entered({ me, bands: [] }),
      'activity.werun': { ...taken, days: [day] },
    });
    Object.assign(phone.wx(), {
      login: async () => ({}),
      getWeRunData: async () => ({ cloudID: 'proof' }),
    });
    const walker = openPage('pages/today/today');
    await pass(1000);
    expect(wordsOf(walker)).toMatch(/微信运动.*刚刚读取.*9,870.*不分小时.*添加手环/);
    const reads = () => asked.filter(({ action }) => action === 'activity.werun').length;
    walker.triggerPageLifeTime('show');
    await pass(1000);
    expect(reads()).toBe(1);
    call(walker, 'onSync');
    await pass(1000);
    expect(reads()).toBe(2);
  });

  test('R10-1 looking around: the virtual band works, and there is a sample board', async () => {
    phone.wx().storage.clear();
    const asked = phone.cloud({});
    // The terms open, and are left without an answer.
    phone.wx().navigateTo = ({ fail }: { fail(): void }) => fail();
    const page = openPage('pages/today/today');
    await pass(1000);
    expect(wordsOf(page)).toMatch(/还没有手环.*看看示例榜.*体验虚拟手环/);
    phone.wx().showModal = async () => ({ confirm: true });
    call(page, 'onDemo');
    await pass(60_000);
    expect(wordsOf(page)).toContain('1,392');
    expect(asked).toEqual([]);
  });

  test('R13-8 at midnight an open page turns to the new day, with yesterday by its own goal', async () => {
    rememberSynced();
    const me = { ...ME, goal: 20_000, goalBefore: 8000 };
    const hours = [...Array.from({ length: 23 }, () => 0), 8432];
    const day = { day: DAY, steps: 8432, hours, sourceClass: 'direct', sources: 1 };
    phone.cloud({ 'account.enter': entered({ me, days: [day] }) });
    const page = openPage('pages/today/today');
    await pass(1000);
    expect(wordsOf(page)).toMatch(/11月22日.*8,432.*23–24 时/);
    const band = { deviceId: null, firmware: null, battery: null, batteryAt: null };
    jest.setSystemTime((NOW + 4 * 3600) * 1000);
    phone
      .wx()
      .storage.set(`bm.band.${boundBand().id}`, { ...band, ...synced, syncedAt: NOW + 14_000 });
    await pass(16_000);
    expect(wordsOf(page)).toContain('11月23日');
    expect(wordsOf(page)).not.toContain('23–24 时');
  });

  test('R3-5 the first paint is what the phone knows, without waiting for the cloud', async () => {
    rememberSynced();
    const total = { day: DAY, steps: 8432, hours: [], estimated: false, sources: 1 };
    phone.wx().storage.set('bm.mine', entered({ days: [{ ...total, sourceClass: 'direct' }] }));
    phone.cloud({ 'account.enter': () => new Promise(() => {}) });
    const page = openPage('pages/today/today');
    await pass(1);
    expect(wordsOf(page)).toContain('8,432');
  });

  test('R3-5 without a network the line says so and a sync still fills today', async () => {
    rememberSynced();
    phone.wx().storage.set('bm.mine', entered());
    phone.cloud({ 'account.enter': offline, 'activity.upload': offline });
    const page = openPage('pages/today/today');
    await pass(10);
    expect(wordsOf(page)).toContain('无网络 · 手环可同步，联网后上传');
    call(page, 'onSync');
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
    expect(wordsOf(page)).toContain('有数据待上传');
  });

  test('one line says that the goal is met; opened it is gone', async () => {
    rememberSynced();
    const notices = [{ kind: 'goal', at: NOW, seen: false, facts: { day: DAY } }];
    const asked = phone.cloud({
      'account.enter': { ...entered(), streak: 3, notices, templates: {} },
      'notice.seen': {},
    });
    const page = openPage('pages/today/today');
    await pass(10);
    expect(wordsOf(page)).toContain('今天达标了，连续 3 天');
    call(page, 'onNotice');
    expect(wordsOf(page)).not.toContain('今天达标了');
    const url = '/packages/history/history?kind=day';
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url });
    await pass(1);
    expect(asked.at(-1)).toEqual({
      ...{ action: 'notice.seen', input: { until: NOW, kinds: ['goal'] } },
    });
  });

  test('a sync shows its stages, then the new number and one short line', async () => {
    rememberSynced();
    const asked = phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    await pass(50);
    expect(wordsOf(page)).toMatch(/正在.*iHealth AM3.*已连接/);
    expect(wordsOf(page)).toContain('数据保存好之后，手环才会清除记忆。');
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
    expect(phone.wx().showToast).toHaveBeenCalledWith({
      title: '已同步\u00a0· 新增 1,392 步',
      icon: 'none',
    });
    const upload = asked.find(({ action }) => action === 'activity.upload');
    expect(upload?.input).toMatchObject({ band: boundBand().id, days: [{ day: DAY }] });
  });

  test('a band that was just bound is read without a tap', async () => {
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
  });

  test('R2-7 a band that is away: one card, one button, and it works again', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.radio().setInRange('here', false);
    call(page, 'onSync');
    await pass(20_000);
    expect(wordsOf(page)).toMatch(/找不到手环.*再试一次.*联系客服/);
    phone.radio().setInRange('here', true);
    call(page, 'onTroubleAct');
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
    expect(wordsOf(page)).not.toContain('找不到手环');
  });

  test('R2-4 Bluetooth off, then on: the sync goes on without a tap', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.radio().setAvailable(false);
    call(page, 'onSync');
    await pass(1000);
    expect(wordsOf(page)).toContain('手机蓝牙未打开');
    phone.radio().setAvailable(true);
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
  });

  test('R2-4 while Bluetooth is off, a sync is still offered; only the last wish goes on', async () => {
    rememberSynced();
    const asked = phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.radio().setAvailable(false);
    for (let tries = 0; tries < 3; tries++) {
      call(page, 'onSync');
      await pass(1000);
      expect(wordsOf(page)).toMatch(/手机蓝牙未打开.*打开蓝牙设置.*iHealth AM3/);
    }
    phone.radio().setAvailable(true);
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
    expect(asked.filter(({ action }) => action === 'activity.upload')).toHaveLength(1);
  });

  test('what stands in the way is told in the language that was chosen meanwhile', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered() });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.radio().setAvailable(false);
    call(page, 'onSync');
    await pass(1000);
    page.triggerPageLifeTime('hide');
    const { chooseLanguage }: typeof import('../../../miniprogram/words/index') =
      require('../../../miniprogram/words/index');
    chooseLanguage('en');
    page.triggerPageLifeTime('show');
    await pass(1000);
    expect(wordsOf(page)).toContain('Bluetooth is off');
    expect(wordsOf(page)).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('R2-4 on an iPhone the button looks again', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.wx().getDeviceInfo = () => ({ platform: 'ios' });
    phone.radio().setAvailable(false);
    call(page, 'onSync');
    await pass(1000);
    expect(wordsOf(page)).toContain('再检查一次');
    expect(wordsOf(page)).not.toContain('打开蓝牙设置');
  });

  test('a page that is gone does not sync when Bluetooth comes on', async () => {
    rememberSynced();
    const asked = phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.radio().setAvailable(false);
    call(page, 'onSync');
    await pass(1000);
    page.detach();
    phone.radio().setAvailable(true);
    await pass(30_000);
    expect(asked.filter(({ action }) => action === 'activity.upload')).toHaveLength(0);
  });

  test('R2-5 back from the settings the sync is tried again, once', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.wx().openSystemBluetoothSetting = () => undefined;
    phone.radio().setAvailable(false);
    call(page, 'onSync');
    await pass(1000);
    call(page, 'onTroubleAct');
    const sync = jest.spyOn(
      page.instance as unknown as { syncBands(bands: unknown[]): unknown },
      'syncBands',
    );
    page.triggerPageLifeTime('show');
    page.triggerPageLifeTime('show');
    await pass(1000);
    expect(sync.mock.calls.filter(([bands]) => bands.length > 0)).toHaveLength(1);
    expect(wordsOf(page)).toContain('手机蓝牙未打开');
  });

  test('R11-7 frames cut short: one sentence, one button, and the next sync completes', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.band().faults.cutFrame = true;
    call(page, 'onSync');
    await pass(60_000);
    expect(wordsOf(page)).toMatch(/有些数据没有读懂.*其余还在手环里.*再同步一次/);
    expect(phone.wx().showToast).not.toHaveBeenCalled();
    phone.band().faults.cutFrame = false;
    call(page, 'onTroubleAct');
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
    expect(wordsOf(page)).not.toContain('没有读懂');
  });

  test('a band that says nothing more is waited for in words', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    const lines = new Set<string>();
    for (let tick = 0; tick < 60; tick++) {
      await pass(100);
      const view = page.instance.data.sync as { line: string } | null;
      if (view) lines.add(view.line);
    }
    expect([...lines]).toContain('iHealth AM3\u00a0· 等手环回应');
  });

  test('a cloud that does not answer: one sentence, one action, nothing lost', async () => {
    rememberSynced();
    let slow = true;
    const asked = phone.cloud({
      'account.enter': entered(),
      'activity.upload': () =>
        slow ? Promise.reject({ errCode: -404012, errMsg: 'polling timeout' }) : taken,
    });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    for (let tick = 0; tick < 80 && !wordsOf(page).includes('网络有点慢'); tick++) await pass(100);
    expect(wordsOf(page)).toMatch(/网络有点慢 · 数据都在手机里，稍后会再上传。.*再试一次/);
    expect(wordsOf(page)).toContain('有数据待上传');
    slow = false;
    const before = asked.length;
    call(page, 'onUpload');
    await pass(1000);
    expect(asked.length).toBe(before + 1);
    expect(wordsOf(page)).not.toMatch(/网络有点慢|待上传/);
  });

  test('the offline line goes when the network is back, whatever was asked before', async () => {
    rememberSynced();
    let answer: (cause: unknown) => void = () => undefined;
    let asked = 0;
    phone.cloud({
      'account.enter': () =>
        asked++ === 0
          ? new Promise((_, reject) => {
              answer = reject;
            })
          : entered(),
      'activity.upload': taken,
    });
    phone.wx().storage.set('bm.mine', entered());
    const page = openPage('pages/today/today');
    await pass(10);
    const { networkChanged } = jest.requireActual<
      typeof import('../../../miniprogram/services/account/mine')
    >('../../../miniprogram/services/account/mine');
    networkChanged(false);
    await pass(10);
    expect(wordsOf(page)).toContain('无网络');
    networkChanged(true);
    answer({ errCode: -1, errMsg: 'request:fail' });
    await pass(1000);
    expect(wordsOf(page)).not.toContain('无网络');
    expect(asked).toBe(2);
  });

  test('R3-7 a goal met by this upload is in the streak', async () => {
    rememberSynced();
    const met = { day: DAY, steps: 10_392, hours: [], estimated: false, sources: 1 };
    let uploaded = false;
    phone.cloud({
      'account.enter': () => entered({ streak: uploaded ? 4 : 3 }),
      'activity.upload': () => {
        uploaded = true;
        return { ...taken, days: [{ ...met, sourceClass: 'direct' }] };
      },
    });
    const page = openPage('pages/today/today');
    await pass(10);
    expect(wordsOf(page)).toContain('3 天 连续达标');
    call(page, 'onSync');
    await pass(30_000);
    expect(wordsOf(page)).toContain('10,392');
    expect(wordsOf(page)).toContain('4 天 连续达标');
  });

  test('pulling down syncs, and the spinner ends at once', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    const work = call(page, 'onPullDownRefresh') as Promise<void>;
    expect(phone.wx().stopPullDownRefresh).toHaveBeenCalled();
    await pass(30_000);
    await work;
    expect(wordsOf(page)).toContain('1,392');
  });

  test('R9-6 the virtual band works where the cloud cannot be reached', async () => {
    phone.cloud({ 'account.enter': offline, 'band.bind': offline, 'activity.upload': offline });
    const page = openPage('pages/today/today');
    await pass(10);
    phone.wx().showModal = async () => ({ confirm: true });
    call(page, 'onDemo');
    await pass(60_000);
    expect(wordsOf(page)).toContain('虚拟手环');
    expect(wordsOf(page)).toContain('1,392');
  });

  test('a chosen hour is read out', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSelect', { hour: 7 });
    expect(page.instance.data).toMatchObject({ hour: 7, out: { when: '7–8 时' } });
    expect(phone.wx().vibrateShort).toHaveBeenCalledTimes(1);
  });
});

describe('what is not known is not said', () => {
  test('R3-2 a first start that the cloud does not answer: not "no band", but why, and again', async () => {
    let works = false;
    phone.cloud({
      'account.enter': () => (works ? entered() : { refused: 'internal' }),
      'activity.upload': taken,
    });
    rememberSynced();
    const page = openPage('pages/today/today');
    expect(wordsOf(page)).not.toContain('还没有手环');
    await pass(1000);
    expect(wordsOf(page)).toMatch(/服务出了点问题 过一会儿再试一次。 再试一次.*体验虚拟手环/);
    expect(wordsOf(page)).not.toMatch(/还没有手环|稍后会再上传/);
    works = true;
    call(page, 'onRetry');
    await pass(1000);
    expect(wordsOf(page)).toContain('iHealth AM3');
  });

  test('R3-5 an answer from before the network went does not end the offline line', async () => {
    rememberSynced();
    phone.wx().storage.set('bm.mine', entered());
    let answer: (value: unknown) => void = () => undefined;
    phone.cloud({
      'account.enter': () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const page = openPage('pages/today/today');
    await pass(10);
    const { networkChanged } = jest.requireActual<
      typeof import('../../../miniprogram/services/account/mine')
    >('../../../miniprogram/services/account/mine');
    networkChanged(false);
    answer(entered());
    await pass(1000);
    expect(wordsOf(page)).toContain('无网络');
  });

  test('R12-2 steps the cloud refuses are told beside the number', async () => {
    rememberSynced();
    phone.cloud({
      'account.enter': entered(),
      'activity.upload': ({
        days,
      }: {
        days: { day: number; slots: Record<number, unknown> }[];
      }) => ({
        ...taken,
        rejected: days.flatMap(({ day, slots }) =>
          Object.keys(slots).map((slot) => ({ day, slot: Number(slot), reason: 'too-fast' })),
        ),
      }),
    });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    await pass(30_000);
    expect(wordsOf(page)).toMatch(/1,392 步暂不进榜 数值超出常见范围，你的历史里仍保留/);
  });
});

test('R12-2 steps that the cloud refused another phone are told beside the number, too', async () => {
  rememberSynced();
  const day = { ...countDay(DAY, []), sourceClass: 'counter', sources: 1, keptOff: 4210 };
  phone.cloud({ 'account.enter': entered({ days: [day] }) });
  const page = openPage('pages/today/today');
  await pass(1000);
  expect(wordsOf(page)).toMatch(/4,210 步暂不进榜 数值超出常见范围，你的历史里仍保留/);
});

describe('R12-3 a total that is wrong', () => {
  const id = boundBand().id;
  const total = (steps: number) => ({
    day: DAY,
    ...{ steps, hours: [], estimated: true, sources: 1, sourceClass: 'counter', leading: id },
  });
  /** Asked in the dialog, this is answered. */
  const answer = (confirm: boolean) => {
    // What failed is not tried again.
    phone.wx().showModal = jest.fn(({ confirmText }: { confirmText: string }) =>
      Promise.resolve({ confirm: confirm && confirmText !== '再试一次' }),
    );
  };
  async function opened(answers: Record<string, unknown> = {}) {
    rememberSynced();
    let steps = 59_999;
    const asked = phone.cloud({
      'account.enter': () => entered({ days: [total(steps)] }),
      'activity.upload': taken,
      'activity.dropCounter': () => {
        steps = 800;
        return { day: total(steps) };
      },
      ...answers,
    });
    const page = openPage('pages/today/today');
    await pass(1000);
    return { page, asked: () => asked.filter(({ action }) => action === 'activity.dropCounter') };
  }
  const tap = async (page: Rendered) => {
    const of = (page.instance.data.totals as { doubtful: unknown }).doubtful;
    const work = (page.instance.onWrong as (event: unknown) => Promise<void>).call(page.instance, {
      currentTarget: { dataset: { of } },
    });
    await pass(1000);
    await work;
  };

  test('is left out after a yes, and its day is counted without it', async () => {
    const { page, asked } = await opened();
    expect(wordsOf(page)).toMatch(/59,999.*每次同步时的总数.*总数不对？/);
    answer(true);
    await tap(page);
    expect(phone.wx().showModal).toHaveBeenCalledWith(
      expect.objectContaining({ title: '不计入这个总数？', confirmText: '不计入' }),
    );
    expect(asked()).toEqual([{ action: 'activity.dropCounter', input: { band: id, day: DAY } }]);
    expect(wordsOf(page)).toContain('800');
    expect(wordsOf(page)).toContain('手环今天的总数没有计入，明天重新计。');
    expect(wordsOf(page)).not.toMatch(/59,999|总数不对？/);
  });

  test('stays after a no; and where the cloud cannot be asked, which is said', async () => {
    const { page, asked } = await opened({ 'activity.dropCounter': { refused: 'internal' } });
    answer(false);
    await tap(page);
    expect(asked()).toEqual([]);
    answer(true);
    await tap(page);
    expect(phone.wx().showModal).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: '服务出了点问题', content: '过一会儿再试一次。' }),
    );
    expect(wordsOf(page)).toMatch(/59,999.*总数不对？/);
  });
});

describe('what an upload did not take', () => {
  const rejected = (reason: string, day = DAY) => ({
    ...taken,
    rejected: [{ day, slot: null, reason }],
  });
  async function synced(answer: unknown) {
    phone.cloud({ 'account.enter': entered(), 'activity.upload': answer });
    const page = openPage('pages/today/today');
    await pass(30_000);
    return page;
  }

  test('of long ago is said once, with why', async () => {
    const page = await synced(rejected('too-old', 20190101));
    expect(wordsOf(page)).toMatch(/太久以前的记录没有计入.*400 天.*知道了/);
    call(page, 'onLeftOut');
    await pass(1000);
    expect(wordsOf(page)).not.toContain('太久以前');
  });

  test.each([
    ['time-unknown', /有些记录不知道是哪天.*那时的没有计入.*同步时已经校准.*知道了/],
    ['range', /有些数值大得不可能.*没有计入，其余照常.*知道了/],
  ] as const)(
    'R9-3 %s, of which a band told, is said until somebody saw it',
    async (reason, words) => {
      phone.wx().storage.set('bm.left-out', [{ band: boundBand().id, reason, day: DAY }]);
      rememberSynced();
      const page = await synced(taken);
      expect(wordsOf(page)).toMatch(words);
      call(page, 'onLeftOut');
      await pass(1000);
      expect(wordsOf(page)).not.toMatch(words);
    },
  );

  test('of a band too many leads to the bands, and stays true', async () => {
    const page = await synced(rejected('too-many-bands'));
    expect(wordsOf(page)).toMatch(/这只手环今天没有计入.*一天最多计 20 只.*看手环/);
    expect(wordsOf(page)).not.toContain('暂不进榜');
    call(page, 'onLeftOut');
    await pass(1000);
    expect(phone.wx().switchTab).toHaveBeenCalledWith({ url: '/pages/bands/bands' });
    expect(wordsOf(page)).toContain('这只手环今天没有计入');
  });
});

describe('several bands', () => {
  const other = boundBand({ id: 'other', serial: 'C81F66B07E02', syncedAt: NOW - 9000 });
  const remember = (id: string) =>
    phone.wx().storage.set(`bm.band.${id}`, { battery: null, ...synced });

  test('the one that failed is named, and what became of the other is told', async () => {
    rememberSynced();
    remember('other');
    const bands = [boundBand({ syncedAt: NOW - 180 }), other];
    phone.cloud({ 'account.enter': entered({ bands }), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    await pass(60_000);
    expect(wordsOf(page)).toMatch(/iHealth AM3：\S+.* 另外 1 只已同步。/);
    expect((page.instance.data.trouble as { band: string }).band).toBe('other');
    expect(wordsOf(page)).toContain('1,392');
  });

  test('one that is bound while another is read is read afterwards', async () => {
    remember('other');
    const bands = [other];
    phone.cloud({ 'account.enter': () => entered({ bands }), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    await pass(500);
    expect(page.instance.data.syncing).toBe('other');
    bands.push(boundBand());
    page.triggerPageLifeTime('hide');
    page.triggerPageLifeTime('show');
    await pass(120_000);
    expect(wordsOf(page)).toContain('1,392');
  });
});

describe('R11-3 a sync is over when its data is safe', () => {
  test('however long the upload takes', async () => {
    rememberSynced();
    phone.cloud({ 'account.enter': entered(), 'activity.upload': () => new Promise(() => {}) });
    const page = openPage('pages/today/today');
    await pass(10);
    call(page, 'onSync');
    await pass(30_000);
    expect(wordsOf(page)).not.toContain('已连接');
    expect(wordsOf(page)).toContain('有数据待上传');
    expect(phone.wx().showToast).toHaveBeenCalledWith({
      title: '已同步\u00a0· 新增 1,392 步',
      icon: 'none',
    });
  });
});

describe('R13-1 sparing', () => {
  interface Sends {
    setData(data: unknown): void;
  }
  /** When the page or one of its components sent something to the view. */
  function countSent(page: Rendered): number[] {
    const sent: number[] = [];
    const count = (one: Sends) => {
      const { setData } = one;
      one.setData = function (this: Sends, data) {
        sent.push(Date.now());
        setData.call(this, data);
      };
    };
    count(page.instance);
    // What components have in common; a page's own stands before it.
    let common = Object.getPrototypeOf(page.instance) as Sends;
    while (!Object.hasOwn(common, 'setData')) common = Object.getPrototypeOf(common);
    count(common);
    return sent;
  }
  const worst = (sent: readonly number[]) =>
    Math.max(0, ...sent.map((from) => sent.filter((at) => at >= from && at < from + 1000).length));

  test('a whole sync: at most 4 setData in any second, none while hidden, no storage read twice', async () => {
    rememberSynced();
    phone.wx().storage.set('bm.mine', entered());
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const reads: string[] = [];
    const { getStorageSync } = phone.wx() as unknown as { getStorageSync(key: string): unknown };
    phone.wx().getStorageSync = (key: string) => {
      reads.push(key);
      return getStorageSync(key);
    };
    const page = openPage('pages/today/today');
    await pass(0);
    expect(reads.length).toBeLessThanOrEqual(12);
    await pass(2000);
    const sent = countSent(page);
    call(page, 'onSync');
    await pass(30_000);
    expect(sent.length).toBeGreaterThan(4);
    expect(worst(sent)).toBeLessThanOrEqual(4);
    expect(reads.length).toBe(new Set(reads).size);
    const before = sent.length;
    page.triggerPageLifeTime('hide');
    call(page, 'onSync');
    await pass(30_000);
    expect(sent).toHaveLength(before);
    page.triggerPageLifeTime('show');
    await pass(30_000);
    const idle = sent.length;
    await pass(10_000);
    expect(sent).toHaveLength(idle);
  });
});

describe('R11-8 a sync that another page began', () => {
  type Sync = typeof import('../../../miniprogram/services/activity/sync/index');
  /** The page, and a sync of its band begun elsewhere while it was hidden. */
  async function opened() {
    rememberSynced();
    phone.wx().storage.set('bm.mine', entered());
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    await pass(10);
    page.triggerPageLifeTime('hide');
    const { syncBand } = jest.requireActual<Sync>(
      '../../../miniprogram/services/activity/sync/index',
    );
    const work = syncBand(boundBand());
    await pass(10);
    expect(wordsOf(page)).not.toContain('已连接');
    page.triggerPageLifeTime('show');
    return { page, work };
  }

  test('its progress is shown, no second sync is offered, and its end brings the numbers', async () => {
    const { page, work } = await opened();
    expect(wordsOf(page)).toMatch(/正在连接 iHealth AM3.*已连接/);
    expect(wordsOf(page)).not.toContain('3 分钟前同步');
    await pass(500);
    expect(wordsOf(page)).not.toContain('正在连接');
    await pass(30_000);
    await work;
    expect(wordsOf(page)).not.toContain('已连接');
    expect(wordsOf(page)).toContain('1,392');
    expect(phone.wx().showToast).not.toHaveBeenCalled();
  });

  test('who pulls down meanwhile is told, and nothing is synced twice', async () => {
    const { page } = await opened();
    await (call(page, 'onPullDownRefresh') as Promise<void>);
    expect(phone.wx().showToast).toHaveBeenCalledWith({
      title: '这只手环正在同步。等它完成就好。',
      icon: 'none',
    });
    await pass(30_000);
    expect(wordsOf(page)).toContain('1,392');
  });

  test('its end leaves a page that is hidden alone, and the next look is right', async () => {
    const { page, work } = await opened();
    page.triggerPageLifeTime('hide');
    await pass(30_000);
    await work;
    page.triggerPageLifeTime('show');
    await pass(10);
    expect(wordsOf(page)).not.toContain('已连接');
    expect(wordsOf(page)).toContain('1,392');
  });
});

describe('R3-4 last night', () => {
  /** Midnight where the test runs: a person's night is that of their phone. */
  const midnight = new Date(NOW * 1000).setHours(0, 0, 0, 0) / 1000;
  const pieces = [
    { start: midnight - 3000, seconds: 16_200, stage: 'light' as const },
    { start: midnight + 13_200, seconds: 600, stage: 'awake' as const },
    { start: midnight + 13_800, seconds: 9000, stage: 'deep' as const },
  ];

  /** The page of someone whose band told a night. */
  async function opened(consents: string[], sleep = pieces) {
    rememberSynced();
    phone.wx().storage.set('bm.mine', entered());
    phone.wx().storage.set(`bm.consent.${ME.uid}`, consents);
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/today/today');
    const rooms = jest.requireActual<
      typeof import('../../../miniprogram/services/activity/journal/index')
    >('../../../miniprogram/services/activity/journal/index');
    const reading = { start: NOW - 3600, seconds: 900, steps: 800 };
    const told = { readings: [reading], counters: [], sleep, cursor: null };
    await (await rooms.journal()).append({
      band: boundBand().id,
      at: NOW,
      source: 'direct',
      ...told,
    });
    await (page.instance.paint as () => Promise<void>).call(page.instance);
    await pass(1000);
    return page;
  }

  test('shows when, how long asleep, and the stages as words', async () => {
    const page = await opened(['sleep']);
    expect(wordsOf(page)).toMatch(/昨晚睡眠 23:10–06:20 7 小时 深睡/);
    expect(wordsOf(page)).toContain('深睡 2 小时 30 分 浅睡 4 小时 30 分 清醒 10 分');
    expect((page.instance.data.night as { label: string }).label).toMatch(
      /^昨晚睡眠 23:10–06:20，睡了 7 小时，其中深睡 2 小时 30 分、浅睡 4 小时 30 分、清醒 10 分$/,
    );
  });

  test('without sleep, without consent, or with waking only there is no card', async () => {
    expect(wordsOf(await opened(['sleep'], []))).not.toContain('昨晚睡眠');
    expect(wordsOf(await opened([]))).not.toContain('昨晚睡眠');
    expect(wordsOf(await opened(['sleep'], pieces.slice(1, 2)))).not.toContain('昨晚睡眠');
  });
});
