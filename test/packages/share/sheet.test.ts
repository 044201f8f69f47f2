/** @jest-environment jsdom */
/** The sheet below a poster: what each way to send it does, and what is said of it. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Sheet } from '../../../miniprogram/packages/share/poster/marks';
import { sampleBoard, sampleMe, sampleSnapshot } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { type Rendered, render, wordsOf } from '../../helpers/simulate';

const phone = installPhone();
const wxNow = phone.wx;

/** Sheets that were painted, and with what code. */
let painted: { words: string; code: string | null }[] = [];
let canvas: 'there' | 'missing' | 'broken' = 'there';

const painter = {
  measure: (words: string, size: number) => words.length * size * 0.6,
  async paint({ marks }: Sheet, _scale: number, code: string | null) {
    if (canvas === 'broken') throw new Error('no picture');
    const words = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.words] : [])).join(' ');
    painted.push({ words, code });
    return `wxfile://tmp/${painted.length}.jpg`;
  },
};

const CODE = { type: 'image/png', base64: 'AAAA' };

beforeEach(() => {
  wxNow().saveImageToPhotosAlbum = jest.fn();
  painted = [];
  canvas = 'there';
  wxNow().storage.set('bm.mine', { me: sampleMe(), bands: [], days: [], streak: 0, at: 1 });
});

async function open(answers: Record<string, unknown> = {}): Promise<Rendered> {
  jest.doMock('../../../miniprogram/packages/share/poster/painter', () => ({
    painterOf: async () => (canvas === 'missing' ? null : painter),
  }));
  phone.cloud({ 'share.code': CODE, ...answers });
  const sheet = render('packages/share/poster/poster', { snapshot: sampleSnapshot() });
  await pass(1500);
  return sheet;
}

/** WeChat's answer to one of its calls. */
const answering = (name: string, errMsg: string | null) => {
  const call = jest.fn((_: object) => (errMsg ? Promise.reject({ errMsg }) : Promise.resolve({})));
  wxNow()[name] = call;
  return call;
};

async function tap(sheet: Rendered, method: string, detail = {}): Promise<void> {
  await (sheet.instance[method] as (event: object) => Promise<void>).call(sheet.instance, {
    detail,
  });
  await pass(1500);
}

const shares = () => (wxNow().storage.get('bm.shares') as unknown[] | undefined) ?? [];

describe('drawn', () => {
  test('R4-1 the poster with WeChat’s code, then the card for chats', async () => {
    const drawn = jest.fn();
    const sheet = await open();
    sheet.addEventListener('drawn', ({ detail }) => drawn(detail));
    await tap(sheet, 'onNamed', { value: true });
    expect(painted.slice(-2)).toEqual([
      { words: expect.stringContaining('小程序码'), code: 'data:image/png;base64,AAAA' },
      { words: expect.stringContaining('11月22日 星期日'), code: null },
    ]);
    expect(drawn).toHaveBeenCalledWith({ card: expect.stringContaining('wxfile://') });
    expect(sheet.instance.data.label).toContain('8,432 步');
  });

  test('R4-7 no code: a poster without it', async () => {
    const sheet = await open({ 'share.code': { refused: 'internal' } });
    expect(painted[0]).toMatchObject({ code: null });
    expect(painted[0]!.words).not.toContain('小程序码');
    expect(sheet.instance.data.poster).not.toBe('');
  });

  test.each(['missing', 'broken'] as const)(
    'R4-7 the canvas is %s: its words, and the chat still gets its card',
    async (state) => {
      canvas = state;
      const sheet = await open();
      expect(wordsOf(sheet)).toContain('2026年11月22日');
      expect(wordsOf(sheet)).toContain('转发给朋友');
      expect(wordsOf(sheet)).not.toContain('保存图片');
    },
  );

  test('R4-5 the name goes when it is not to be shown', async () => {
    const sheet = await open();
    expect(painted[0]!.words).toContain('林晚');
    await tap(sheet, 'onNamed', { value: false });
    expect(painted[painted.length - 2]!.words).not.toContain('林晚');
  });

  test('R4-4 the place is asked for only when it is to be shown', async () => {
    const sheet = await open({ 'board.friends': sampleBoard() });
    await tap(sheet, 'onPlaced', { value: true });
    expect(painted[painted.length - 2]!.words).toContain('第 2 名');
    await tap(sheet, 'onPlaced', { value: false });
    expect(painted[painted.length - 2]!.words).not.toContain('第 2 名');
  });

  test('R4-4 without a place, or alone, the switch stays off and says why', async () => {
    const sheet = await open({ 'board.friends': sampleBoard({ own: null }) });
    await tap(sheet, 'onPlaced', { value: true });
    expect(sheet.instance.data.placed).toBe(false);
    expect(wxNow().showToast).toHaveBeenCalledWith({ title: '这一天还没有名次', icon: 'none' });
  });
});

describe('sent', () => {
  test('R4-1 to Moments by WeChat’s own menu, which leads back to the day', async () => {
    const sheet = await open();
    const menu = answering('showShareImageMenu', null);
    await tap(sheet, 'onMoments');
    expect(menu).toHaveBeenCalledWith({
      path: expect.stringContaining('wxfile://'),
      entrancePath: '/packages/share/day/day?id=snap-1',
    });
    expect(shares()).toHaveLength(1);
    expect(wordsOf(sheet)).not.toContain('已保存');
  });

  test('R4-1 below 3.8.2 through the album, with one line of what to do then', async () => {
    wxNow().baseInfo.SDKVersion = '3.8.1';
    const sheet = await open();
    const [menu, album] = [
      answering('showShareImageMenu', null),
      answering('saveImageToPhotosAlbum', null),
    ];
    expect(wordsOf(sheet)).toContain('保存后发朋友圈');
    await tap(sheet, 'onMoments');
    expect(menu).not.toHaveBeenCalled();
    expect(album).toHaveBeenCalledTimes(1);
    expect(wordsOf(sheet)).toContain('从相册选这张图');
  });

  test('R4-6 what is called off is not mentioned, and counts for nothing', async () => {
    const sheet = await open();
    const before = wordsOf(sheet);
    answering('showShareImageMenu', 'showShareImageMenu:fail cancel');
    await tap(sheet, 'onMoments');
    answering('saveImageToPhotosAlbum', 'saveImageToPhotosAlbum:fail cancel');
    await tap(sheet, 'onSave');
    expect(wordsOf(sheet)).toBe(before);
    expect(wxNow().showToast).not.toHaveBeenCalled();
    expect(shares()).toEqual([]);
  });

  test('R4-1 an album that is refused leads to the settings', async () => {
    const sheet = await open();
    answering('saveImageToPhotosAlbum', 'saveImageToPhotosAlbum:fail auth deny');
    await tap(sheet, 'onSave');
    expect(wordsOf(sheet)).toContain('微信不能保存到相册');
    await tap(sheet, 'onTrouble');
    expect(wxNow().openSetting).toHaveBeenCalledTimes(1);
    expect(wordsOf(sheet)).not.toContain('微信不能保存到相册');
  });

  test('R4-7 what failed can be tried again', async () => {
    const sheet = await open();
    answering('saveImageToPhotosAlbum', 'saveImageToPhotosAlbum:fail system error');
    await tap(sheet, 'onSave');
    const again = answering('saveImageToPhotosAlbum', null);
    await tap(sheet, 'onTrouble');
    expect(again).toHaveBeenCalledTimes(1);
    expect(wxNow().showToast).toHaveBeenCalledWith({ title: '已保存到相册', icon: 'none' });
    expect(shares()).toHaveLength(1);
  });
});
