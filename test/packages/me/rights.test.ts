/** @jest-environment jsdom */
/** The first start, consents, export, deletion and WeRun. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { DAY, fakeCloud, NOW, sampleMe } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';
import { fakeFileSystem } from '../../helpers/wx-files';

fixTime();
const confirmed = { confirm: true };
const fs = { current: fakeFileSystem() };
const wxNow = installWx(() => {
  fs.current = fakeFileSystem();
  return {
    // What failed is not tried again unless a test does it.
    showModal: jest.fn(async (question) =>
      ['再试一次', '看说明'].includes((question as { confirmText: string }).confirmText)
        ? { confirm: false }
        : confirmed,
    ),
    getFileSystemManager: () => fs.current.manager,
    login: async () => ({}),
  };
});
beforeEach(() => {
  confirmed.confirm = true;
});

const rooms = <T>(path: string) => jest.requireActual<T>(`../../../miniprogram/${path}`);
const KEPT = { me: sampleMe(), bands: [], days: [], streak: 3, at: NOW };

async function open(
  page: string,
  answers: Record<string, unknown> = {},
  { storage = {}, query = {} }: Record<string, Record<string, unknown>> = {},
) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  for (const [key, value] of Object.entries({ 'bm.mine': KEPT, ...storage })) {
    wxNow().storage.set(key, value);
  }
  const opened = openPage(`packages/me/${page}/${page}`, query as Record<string, string>);
  await settle();
  return { page: opened, asked };
}

/** What failed was told in a dialog with these words, whatever its buttons are. */
function expectTold(title: string, content: string) {
  const { calls } = (wxNow().showModal as jest.Mock).mock;
  expect(calls.at(-1)![0]).toMatchObject({ title, content });
}

const call = (page: Rendered, name: string, event: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);

describe('R10-1 the first start', () => {
  const fresh = { storage: { 'bm.terms': '', 'bm.mine': '' } };

  test('says what is read and sent; the green button leads to the age, and the age begins', async () => {
    const { page, asked } = await open('start', {}, fresh);
    expect(wordsOf(page)).toMatch(/会读取.*会发送.*绝不.*同意并开始.*不同意，先逛逛/);
    call(page, 'onAgree');
    expect(wordsOf(page)).toMatch(/你满 14 岁了吗.*14 岁或以上.*还没到 14 岁/);
    expect(wxNow().storage.get('bm.terms')).toBe('');
    call(page, 'onOlder');
    expect(wxNow().storage.get('bm.terms')).toMatchObject({
      version: 1,
      told: false,
      alone: false,
    });
    expect(wxNow().navigateBack).toHaveBeenCalled();
    expect(asked).toEqual([]);
  });

  test('R10-3 under 14: on this phone alone, or a card for a guardian', async () => {
    const me = sampleMe({ age: 'u14' });
    const answers = { 'consent.set': { me }, 'account.update': { me } };
    const asking = { ...answers, 'guardian.ask': { token: 'card 1', expiresAt: NOW } };
    const { page, asked } = await open('start', asking, fresh);
    call(page, 'onUnder');
    expect(wordsOf(page)).toMatch(/请家长同意后再上传.*发给家长.*先只在这部手机上用/);
    expect(wxNow().storage.get('bm.terms')).toMatchObject({ told: false, alone: true });
    expect(asked).toEqual([]);
    await call(page, 'onAsk');
    expect(wordsOf(page)).toContain('选择家长');
    expect(call(page, 'onShareAppMessage')).toMatchObject({
      path: '/packages/me/guardian/guardian?token=card%201',
    });
  });

  test('R10-3 a guardian reads who asks, and agrees; each refusal has its sentence', async () => {
    const from = { uid: 'u-kid', name: '小安' };
    const answers: Record<string, unknown> = { 'guardian.open': { from } };
    const { page, asked } = await open('guardian', answers, { ...fresh, query: { token: 't' } });
    expect(wordsOf(page)).toMatch(/小安想用环友.*同意.*不同意/);
    answers['guardian.give'] = { refused: 'invite-expired' };
    await call(page, 'onAgree');
    expect(wordsOf(page)).toMatch(/卡片已过期.*请对方再发一次/);
    answers['guardian.give'] = { from };
    await call(page, 'onAgree');
    expect(wordsOf(page)).toContain('已同意');
    expect(asked.at(-1)).toEqual({ action: 'guardian.give', input: { token: 't' } });
  });

  test('looking around there is a board of samples, each marked', async () => {
    const { page, asked } = await open('sample', {}, fresh);
    expect(wordsOf(page).match(/示例/g)!.length).toBeGreaterThanOrEqual(6);
    expect(asked).toEqual([]);
  });
});

describe('R10-2 consents', () => {
  const act = (page: Rendered, name: string) =>
    call(page, 'onAct', { currentTarget: { dataset: { act: name } } });
  const state = (page: Rendered) =>
    Object.fromEntries(
      (page.instance.data.cards as { id: string; button: string }[]).map((card) => [
        card.id,
        card.button,
      ]),
    );
  const sleep = [{ start: NOW - 50_000, seconds: 5400, stage: 'deep' as const }];
  const night = { band: 'b', at: NOW, source: 'direct' as const, readings: [], counters: [] };
  const journal = async () =>
    (
      await rooms<typeof import('../../../miniprogram/services/activity/journal/index')>(
        'services/activity/journal/index',
      )
    ).journal();

  test('sleep and heart rate are off until each is turned on; the cloud is asked nothing', async () => {
    const { page, asked } = await open('consents');
    expect(wordsOf(page)).toContain('2026年11月21日 同意');
    expect(state(page)).toMatchObject({ sleep: '打开', heart: '打开', werun: '去看看' });
    await act(page, 'give-heart');
    await act(page, 'give-sleep');
    expect(state(page)).toMatchObject({ sleep: '撤回', heart: '撤回' });
    expect(asked).toEqual([]);
  });

  test('sleep withdrawn is deleted, after one yes; when it cannot be it stays, and why is told', async () => {
    const { page } = await open('consents');
    await act(page, 'give-sleep');
    const book = await journal();
    await book.append({ ...night, sleep, cursor: null });
    confirmed.confirm = false;
    await act(page, 'withdraw-sleep');
    expect(book.sleep('b', 0, NOW)).toEqual(sleep);
    confirmed.confirm = true;
    const { writeFile } = fs.current.manager;
    fs.current.manager.writeFile = (o) =>
      o.fail?.({ errMsg: 'writeFile:fail the maximum size of the file storage limit' });
    await act(page, 'withdraw-sleep');
    expectTold('手机空间不够', '清理一些空间后再试一次。');
    expect(state(page)).toMatchObject({ sleep: '撤回' });
    fs.current.manager.writeFile = writeFile;
    await act(page, 'withdraw-sleep');
    expect(state(page)).toMatchObject({ sleep: '打开' });
    expect([...fs.current.files.values()].join()).not.toContain('deep');
  });

  test('WeRun withdrawn takes its days from the phone too', async () => {
    const day = { day: DAY, steps: 9870, hours: [], sourceClass: 'werun' };
    const { page, asked } = await open(
      'consents',
      { 'consent.set': { me: sampleMe() } },
      {
        storage: {
          'bm.mine': { ...KEPT, me: sampleMe({ consents: ['terms', 'werun'] }), days: [day] },
        },
      },
    );
    await act(page, 'withdraw-werun');
    expect(asked.at(-1)).toMatchObject({ input: { kind: 'werun', given: false } });
    expect(state(page)).toMatchObject({ werun: '去看看' });
    expect(wxNow().storage.get('bm.mine')).toMatchObject({ days: [] });
  });

  test('R10-3 who said under 14 by mistake says so here; what the cloud refuses is told', async () => {
    const { page } = await open(
      'consents',
      { 'account.update': { refused: 'guardian-needed' } },
      { storage: { 'bm.mine': { ...KEPT, me: sampleMe({ age: 'u14' }) } } },
    );
    expect(wordsOf(page)).toContain('还没到 14 岁');
    await call(page, 'onAge', { detail: { value: '0' } });
    expectTold('需要家长同意', '未满 14 岁，家长同意后才能使用排行、分享和微信运动。');
  });
});

describe('R10-4 the export', () => {
  const file = (name: string) => ({
    address: `https://files/${name}`,
    bytes: 1_200_000,
    sha256: '3f9a61c4'.padEnd(56, '0').concat('7e05b8d3'),
  });
  const ready = {
    state: 'ready',
    json: file('json'),
    csv: file('csv'),
    until: NOW + 86_280,
  };

  test('while it is made WeChat can be asked to tell, where it has a message for it', async () => {
    const making = { 'export.get': { state: 'making', progress: null } };
    const without = await open('export', making);
    expect(wordsOf(without.page)).not.toContain('做好时通知我');
    const notices = { notices: [], templates: { 'export-ready': 'T1' } };
    const { page } = await open('export', making, { storage: { 'bm.notices': notices } });
    expect(wordsOf(page)).toContain('做好时通知我');
    const asked = jest.fn((o: { success(answer: object): void }) => o.success({ T1: 'accept' }));
    wxNow().requestSubscribeMessage = asked;
    call(page, 'onTell');
    await call(page, 'onSubscribeYes');
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ tmplIds: ['T1'] }));
    expect(wxNow().showToast).toHaveBeenCalledWith({ title: '到时候微信会通知你', icon: 'none' });
  });

  test('is begun, made, and then sent to a chat, one file after the other', async () => {
    const answers: Record<string, unknown> = {
      'export.get': { state: 'none' },
      'export.start': { state: 'making' },
    };
    const { page, asked } = await open('export', answers);
    expect(wordsOf(page)).toMatch(/全部数据，两个文件.*开始导出.*每个时段/);
    call(page, 'onStart');
    await settle();
    expect(wordsOf(page)).toContain('排队中');
    expect(wordsOf(page)).not.toContain('%');
    const parts = { slots: { done: 250, all: 400 }, days: { done: 0, all: 200 } };
    const progress = { ...parts, rest: { done: 40, all: 40 } };
    answers['export.get'] = { state: 'making', progress };
    await jest.advanceTimersByTimeAsync(60_000);
    expect(wordsOf(page)).toMatch(/正在整理 45% 已整理 290 \/ 640 条/);
    expect(wordsOf(page)).toMatch(
      /每个时段.*250 \/ 400.*每天的数.*排队中.*其他资料.*已整理.*校验值.*排队中/,
    );
    const gets = () => asked.filter(({ action }) => action === 'export.get').length;
    // A page that nobody sees asks nothing.
    page.triggerPageLifeTime('hide');
    const before = gets();
    await jest.advanceTimersByTimeAsync(300_000);
    expect(gets()).toBe(before);
    page.triggerPageLifeTime('show');
    await settle();
    progress.slots.done = 400;
    progress.days.done = 200;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(wordsOf(page)).toMatch(/99% 正在写文件和校验值.*校验值.*进行中/);
    answers['export.get'] = ready;
    page.triggerPageLifeTime('show');
    await settle();
    expect(wordsOf(page)).toMatch(/可以下载了.*还剩 23 小时 5\d 分.*保存 JSON 到聊天/);
    expect(wordsOf(page)).toMatch(
      /bandmates-2026-11-22\.json 1\.2 MB.*SHA-256 3f9a 61c4 … 7e05 b8d3/,
    );
    // On a narrow screen a name goes on below, but no date does.
    const [json] = page.instance.data.files as { shown: string }[];
    expect(json?.shown).toBe('bandmates-2026\u2060-\u206011\u2060-\u206022.json');
    const sent: unknown[] = [];
    const download = { ok: false };
    Object.assign(wxNow(), {
      downloadFile: (o: Record<string, (result: unknown) => void>) =>
        download.ok
          ? o.success!({ statusCode: 200, tempFilePath: `tmp:${String(o.url)}` })
          : o.fail!({ errMsg: 'x' }),
      shareFileMessage: async (o: unknown) => void sent.push(o),
    });
    await call(page, 'onSave');
    expect(wxNow().showToast).toHaveBeenLastCalledWith({
      title: '没有下载成功，数据没有变化，请再试一次',
      icon: 'none',
    });
    download.ok = true;
    await call(page, 'onSave');
    expect(wordsOf(page)).toContain('保存 CSV 到聊天');
    await call(page, 'onSave');
    expect(sent).toEqual([
      { filePath: 'tmp:https://files/json', fileName: 'bandmates-2026-11-22.json' },
      { filePath: 'tmp:https://files/csv', fileName: 'bandmates-2026-11-22.csv' },
    ]);
    call(page, 'onCopy');
    const { data } = (wxNow().setClipboardData as jest.Mock).mock.calls[0]![0] as { data: string };
    expect(data).toContain(`${ready.csv.sha256}  bandmates-2026-11-22.csv`);
  });

  const NO_NETWORK = Promise.reject({ errCode: -1, errMsg: 'x' });
  NO_NETWORK.catch(() => {});

  test('a tap that cannot begin it says why, and the next one begins it', async () => {
    const answers: Record<string, unknown> = {
      'export.get': { state: 'none' },
      'export.start': () => NO_NETWORK,
    };
    const { page } = await open('export', answers);
    call(page, 'onStart');
    await settle();
    expectTold('没有网络', '连上网络后再试一次。');
    expect(wordsOf(page)).toContain('开始导出');
    answers['export.start'] = { state: 'making' };
    call(page, 'onStart');
    await settle();
    expect(wordsOf(page)).toContain('排队中');
  });

  test('who comes back in the middle of it sees how far it was, also without a network', async () => {
    const parts = { slots: { done: 250, all: 400 }, days: { done: 0, all: 200 } };
    const progress = { ...parts, rest: { done: 40, all: 40 } };
    const answers: Record<string, unknown> = { 'export.get': { state: 'making', progress } };
    const { page } = await open('export', answers);
    const before = wordsOf(page);
    expect(before).toMatch(/45%.*250 \/ 400/);
    answers['export.get'] = () => NO_NETWORK;
    page.triggerPageLifeTime('hide');
    page.triggerPageLifeTime('show');
    await settle();
    expect(wordsOf(page)).toBe(before);
  });

  test('files that are a day old are no longer offered, and it can be begun again', async () => {
    const answers: Record<string, unknown> = { 'export.get': { ...ready, until: NOW + 60 } };
    const { page } = await open('export', answers);
    Object.assign(wxNow(), {
      downloadFile: (o: Record<string, (result: unknown) => void>) =>
        o.success!({ statusCode: 200, tempFilePath: 'tmp' }),
      shareFileMessage: async () => {},
    });
    await call(page, 'onSave');
    expect(wordsOf(page)).toContain('保存 CSV 到聊天');
    answers['export.get'] = { state: 'none' };
    await jest.advanceTimersByTimeAsync(75_000);
    expect(wordsOf(page)).toMatch(/全部数据，两个文件.*开始导出/);
    answers['export.get'] = ready;
    page.triggerPageLifeTime('show');
    await settle();
    expect(wordsOf(page)).toContain('保存 JSON 到聊天');
  });
});

describe('R10-5 deleting', () => {
  const storage = {
    'bm.language': 'zh',
    'bm.secret-of.A1': 'key',
    'bm.shares': [{ id: 's' }],
  };
  const begun = {
    ...{ state: 'running', until: NOW + 86_400, cleared: false },
    gone: { boards: 12, ties: 3, steps: 0, rest: 0 },
  };

  test('after a yes the account goes, and everything of it on this phone', async () => {
    const answers = { 'account.erase': { until: NOW + 86_400 }, 'erasure.get': begun };
    const { page, asked } = await open('erase', answers, { storage });
    fs.current.files.set('wxfile://usr/journal/1.log', 'steps');
    fs.current.files.set('wxfile://usr/avatar.png', 'face');
    confirmed.confirm = false;
    await call(page, 'onErase');
    expect(asked).toEqual([]);
    confirmed.confirm = true;
    await call(page, 'onErase');
    expect(asked.map(({ action }) => action)).toEqual(['account.erase', 'erasure.get']);
    expect(wordsOf(page)).toMatch(
      /正在删除 11月23日 20:36 之前全部完成.*群榜和分享 已删 12 条.*名字和头像 已消失.*步数、来源和同意记录 排队中.*重新开始/,
    );
    expect([...wxNow().storage.keys()]).toEqual(['bm.language', 'bm.erasing']);
    expect([...fs.current.files.keys()]).toEqual([]);
    const { mine } =
      rooms<typeof import('../../../miniprogram/services/account/index')>('services/account/index');
    expect(mine.get()).toMatchObject({ me: null, bands: [], days: [] });
  });

  test('how far the cloud is, is asked while the page is looked at, and shown until all is gone', async () => {
    const answers: Record<string, unknown> = {
      'account.erase': { until: NOW + 86_400 },
      'erasure.get': begun,
    };
    const { page, asked } = await open('erase', answers, { storage });
    page.triggerPageLifeTime('show');
    await call(page, 'onPullDownRefresh');
    // Nobody goes: there is nothing to ask.
    expect(asked).toEqual([]);
    await call(page, 'onErase');
    const looks = () => asked.filter(({ action }) => action === 'erasure.get').length;
    expect(looks()).toBe(1);
    for (let i = 0; i < 4; i++) call(page, 'onPassing');
    await settle();
    expect(looks()).toBe(2);
    answers['erasure.get'] = () => Promise.reject({ errCode: -1, errMsg: 'request:fail' });
    await call(page, 'onPullDownRefresh');
    expect(wordsOf(page)).toMatch(/没有网络，进度可能不是最新.*已删 12 条.*排队中/);
    answers['erasure.get'] = { ...begun, cleared: true, gone: { ...begun.gone, steps: 12_408 } };
    page.triggerPageLifeTime('show');
    await settle();
    expect(wordsOf(page)).toMatch(/数据都已删除，一小时后再检查一遍.*已删 12,408 条/);
    expect(wordsOf(page)).not.toMatch(/没有网络|排队中/);
    answers['erasure.get'] = { state: 'none' };
    await call(page, 'onPullDownRefresh');
    expect(wordsOf(page)).toMatch(/已经全部删除 云端和这部手机上都没有了/);
    const done = looks();
    for (let i = 0; i < 8; i++) call(page, 'onPassing');
    await call(page, 'onPullDownRefresh');
    expect(looks()).toBe(done);
    expect([...wxNow().storage.keys()]).toEqual(['bm.language']);
  });

  test('who comes back before it is done sees how far it is, and Me leads there', async () => {
    const back = { storage: { 'bm.mine': '', 'bm.erasing': begun.until } };
    const { page, asked } = await open('erase', { 'erasure.get': begun }, back);
    expect(wordsOf(page)).toMatch(/正在删除 11月23日 20:36 之前全部完成.*已删 12 条/);
    expect(wordsOf(page)).not.toContain('会删除什么');
    expect(asked.map(({ action }) => action)).toEqual(['erasure.get']);
    const unreached = { 'erasure.get': () => Promise.reject({ errCode: -1, errMsg: 'x' }) };
    expect(wordsOf((await open('erase', unreached, back)).page)).toMatch(
      /正在删除 11月23日 20:36 之前全部完成.*没有网络/,
    );
    const done = await open('erase', { 'erasure.get': { state: 'none' } }, back);
    expect(wordsOf(done.page)).toContain('已经全部删除');
    expect(wxNow().storage.has('bm.erasing')).toBe(false);
  });

  test('with a new account the earlier one is still told of, and the new one can be deleted', async () => {
    const back = { storage: { 'bm.erasing': begun.until } };
    const { page } = await open('erase', { 'erasure.get': begun }, back);
    expect(wordsOf(page)).toMatch(
      /会删除什么.*以前的账号正在删除：11月23日 20:36 之前全部完成.*删除账号和数据/,
    );
    const done = await open('erase', { 'erasure.get': { state: 'none' } }, back);
    expect(wordsOf(done.page)).not.toContain('以前的账号');
  });

  test('a cloud that was not reached: nothing is gone, and it is said', async () => {
    const offline = () => Promise.reject({ errCode: -1, errMsg: 'request:fail' });
    const { page } = await open('erase', { 'account.erase': offline }, { storage });
    await call(page, 'onErase');
    expectTold('没有网络', '连上网络后再试一次。');
    expect(wxNow().storage.has('bm.secret-of.A1')).toBe(true);
    expect(wordsOf(page)).toContain('会删除什么');
  });
});

describe('R5-10 WeRun as a source', () => {
  const me = sampleMe({ consents: ['terms', 'werun'] });
  const taken = { changed: 1, rejected: [], days: [], newSteps: 0 };
  const answers = { 'consent.set': { me }, 'activity.werun': taken };

  test('WeChat asks first, then the consent is given and its proof goes up', async () => {
    wxNow().getWeRunData = async () => ({ cloudID: 'proof' });
    const { page, asked } = await open('werun', answers);
    expect(wordsOf(page)).toMatch(
      /最近 31 天，每天一个总数.*从不和手环相加.*接下来，微信会再问你一次/,
    );
    await call(page, 'onAgree');
    expect(asked).toEqual([
      { action: 'consent.set', input: { kind: 'werun', version: 1, given: true } },
      { action: 'activity.werun', input: { proof: 'proof' } },
    ]);
    expect(wxNow().navigateBack).toHaveBeenCalled();
  });

  test.each([
    [{ errMsg: 'getWeRunData:fail auth deny', errno: 103 }, /微信没有允许读取.*去设置/],
    [{ errMsg: 'getWeRunData:fail not support' }, /还没开通微信运动.*再试一次/],
  ])('a refusal gives no consent, and says what to do', async (cause, words) => {
    wxNow().getWeRunData = () => Promise.reject(cause);
    const { page, asked } = await open('werun', answers);
    await call(page, 'onAgree');
    expect(wordsOf(page)).toMatch(words);
    expect(asked).toEqual([]);
  });
});
