/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { boundBand, MAC } from '../../helpers/bands';
import { NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

const PAGE = 'packages/add/add';
const LINK = encodeURIComponent(`https://ihealthlabs.com/b/am3/${MAC}`);
const call = (page: Rendered, name: string, event: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);
const scanned = (result: string) => {
  phone.wx().scanCode = jest.fn(() => Promise.resolve({ result, path: '' }));
};

describe('by a code', () => {
  test('R2-1 a link shows model and serial, nothing to choose, and one tap binds', async () => {
    const asked = phone.cloud({ 'band.bind': { band: boundBand() } });
    const page = openPage(PAGE, { q: LINK, scancode_time: '1' });
    await pass(10);
    expect(wordsOf(page)).toMatch(new RegExp(`iHealth AM3.*序列号 ${MAC}.*绑定这只手环`));
    expect(wordsOf(page)).not.toContain('扫一扫');
    expect(wordsOf(page)).not.toContain('重新搜索');
    call(page, 'onBind');
    await pass(10_000);
    expect(asked).toEqual([
      {
        action: 'band.bind',
        input: { model: 'am3', protocol: 'wechat-airsync', serial: MAC, virtual: false },
      },
    ]);
    expect(phone.wx().switchTab).toHaveBeenCalledWith({ url: '/pages/today/today' });
  });

  test('R2-2 a scene gives the same band, and one that is mine is not added twice', async () => {
    const kept = { me: null, bands: [boundBand()], days: [], streak: 0, at: NOW };
    phone.wx().storage.set('bm.mine', kept);
    const page = openPage(PAGE, { scene: encodeURIComponent(`b.am3.${MAC}`) });
    await pass(10);
    expect(wordsOf(page)).toContain('这只手环已经添加');
    expect(wordsOf(page)).not.toContain('绑定这只手环');
    call(page, 'onOpenBand');
    expect(phone.wx().redirectTo).toHaveBeenCalledWith({
      url: `/packages/band/detail/detail?id=${encodeURIComponent(boundBand().id)}`,
    });
  });

  test.each([
    '',
    'javascript:alert(1)',
    'https://evil.example/b/am3/X',
    'wxp://f2f0',
    'x'.repeat(4096),
  ])('R2-3 "%.30s" is told, and nothing is opened', async (result) => {
    const page = openPage(PAGE);
    scanned(result);
    call(page, 'onScan');
    await pass(10);
    expect(wordsOf(page)).toContain('这不是手环的二维码');
    expect(phone.wx().navigateTo).not.toHaveBeenCalled();
  });

  test('R2-3 the code of 2014 is told as that and leads to the models', async () => {
    scanned('http://we.qq.com/d/AQC8bDLF');
    const page = openPage(PAGE);
    call(page, 'onScan');
    await pass(10);
    expect(wordsOf(page)).toMatch(/这是 2014 年的微信硬件码.*选择型号/);
    call(page, 'onTroubleAct');
    expect(wordsOf(page)).toMatch(/咕咚手环.*乐心 BonBon/);
    call(page, 'onModel', { currentTarget: { dataset: { id: 'bonbon' } } });
    await pass(10);
    expect(wordsOf(page)).toContain('乐心 BonBon');
  });

  test('a closed scanner changes nothing', async () => {
    phone.wx().scanCode = () => Promise.reject(new Error('scanCode:fail cancel'));
    const page = openPage(PAGE);
    call(page, 'onScan');
    await pass(10);
    expect(wordsOf(page)).toContain('扫一扫');
    expect(wordsOf(page)).not.toContain('这不是手环的二维码');
  });
});

describe('from those nearby', () => {
  test('a band is found, confirmed and bound', async () => {
    phone.cloud({ 'band.bind': { band: boundBand() } });
    const page = openPage(PAGE);
    await pass(2000);
    expect(wordsOf(page)).toMatch(/搜索中 · 还有 \d+ 秒.*iHealth AM3.*尾号 4455 · 很近/);
    call(page, 'onPick', { currentTarget: { dataset: { key: MAC } } });
    expect(wordsOf(page)).toContain('绑定这只手环');
    call(page, 'onBind');
    await pass(10_000);
    expect(phone.wx().switchTab).toHaveBeenCalled();
  });

  test('the search ends by itself and can be begun again', async () => {
    const page = openPage(PAGE);
    phone.radio().setInRange('here', false);
    await pass(13_000);
    expect(wordsOf(page)).toMatch(/重新搜索.*没有找到手环/);
    phone.radio().setInRange('here', true);
    call(page, 'onAgain');
    await pass(2000);
    expect(wordsOf(page)).toContain('iHealth AM3');
  });

  test('R11-9 leaving the page ends the search', async () => {
    const page = openPage(PAGE);
    await pass(1000);
    page.triggerPageLifeTime('hide');
    await pass(10);
    expect(jest.getTimerCount()).toBe(0);
    const rows = page.instance.data.rows;
    await pass(20_000);
    expect(page.instance.data.rows).toBe(rows);
  });

  test('R2-7 a band that went away leads to a retry card within twenty seconds', async () => {
    const page = openPage(PAGE, { q: LINK });
    phone.radio().setInRange('here', false);
    call(page, 'onBind');
    await pass(20_000);
    expect(wordsOf(page)).toMatch(/找不到手环.*再试一次/);
    expect(page.instance.data.binding).toBe(false);
  });

  test('R2-8 a band of somebody else, once it was read, can be asked for', async () => {
    phone.cloud({ 'band.bind': { refused: 'band-taken' } });
    const page = openPage(PAGE, { q: LINK });
    call(page, 'onBind');
    await pass(10_000);
    const url = expect.stringMatching(
      new RegExp(`^/packages/band/handover/handover\\?model=am3&serial=${MAC}&`),
    );
    expect(phone.wx().redirectTo).toHaveBeenCalledWith({ url });
  });
});

describe('what is in the way', () => {
  test('R2-4 Bluetooth off, then on: the search goes on without a tap', async () => {
    const page = openPage(PAGE);
    page.triggerPageLifeTime('hide');
    await pass(10);
    phone.radio().setAvailable(false);
    page.triggerPageLifeTime('show');
    await pass(100);
    expect(wordsOf(page)).toContain('手机蓝牙未打开');
    phone.radio().setAvailable(true);
    await pass(2000);
    expect(wordsOf(page)).toContain('iHealth AM3');
    expect(wordsOf(page)).not.toContain('手机蓝牙未打开');
  });

  test('R2-4 off while binding from a code: it binds once Bluetooth is on', async () => {
    const asked = phone.cloud({ 'band.bind': { band: boundBand() } });
    const page = openPage(PAGE, { q: LINK });
    await pass(10);
    phone.radio().setAvailable(false);
    call(page, 'onBind');
    await pass(100);
    expect(wordsOf(page)).toContain('手机蓝牙未打开');
    phone.radio().setAvailable(true);
    await pass(10_000);
    expect(asked).toHaveLength(1);
  });

  test('R2-5 the location switch is named at once on Android, and coming back goes on', async () => {
    let on = false;
    phone.wx().getSystemSetting = () => ({ bluetoothEnabled: true, locationEnabled: on });
    const page = openPage(PAGE);
    await pass(100);
    expect(wordsOf(page)).toContain('手机定位开关未打开');
    on = true;
    page.triggerPageLifeTime('hide');
    page.triggerPageLifeTime('show');
    await pass(2000);
    expect(wordsOf(page)).toContain('iHealth AM3');
  });

  test('R8-1 a computer is told so and can leave', async () => {
    phone.wx().getDeviceInfo = () => ({ platform: 'windows' });
    const page = openPage(PAGE);
    await pass(100);
    expect(wordsOf(page)).toContain('这台设备不能连接手环');
    call(page, 'onBlockedAct');
    expect(phone.wx().navigateBack).toHaveBeenCalled();
  });
});

test('R9-6 the virtual band needs no Bluetooth, and is bound after a yes', async () => {
  const asked = phone.cloud({ 'band.bind': { band: boundBand({ virtual: true }) } });
  const page = openPage(PAGE);
  await pass(10);
  phone.radio().setAvailable(false);
  phone.wx().showModal = async () => ({ confirm: false });
  call(page, 'onDemo');
  await pass(10_000);
  expect(asked).toEqual([]);
  phone.wx().showModal = async () => ({ confirm: true });
  call(page, 'onDemo');
  await pass(10_000);
  expect(asked[0]?.input).toMatchObject({ virtual: true });
  expect(phone.wx().switchTab).toHaveBeenCalledWith({ url: '/pages/today/today' });
});

test('R9-6 R12-8 a band of the lab is found without Bluetooth, and bound as a virtual one', async () => {
  const asked = phone.cloud({ 'band.bind': { band: boundBand({ virtual: true }) } });
  phone.wx().getAccountInfoSync = () => ({ miniProgram: { envVersion: 'develop' } });
  phone.wx().storage.set('bm.lab', { protocol: 'codoon', fault: null });
  phone.radio().setAvailable(false);
  const page = openPage(PAGE);
  page.triggerPageLifeTime('show');
  await pass(2000);
  const [{ key } = { key: '' }] = page.instance.data.rows as { key: string }[];
  expect(wordsOf(page)).toContain('咕咚手环');
  call(page, 'onPick', { currentTarget: { dataset: { key } } });
  call(page, 'onBind');
  await pass(10_000);
  expect(asked[0]?.input).toMatchObject({ protocol: 'codoon', virtual: true });
});
