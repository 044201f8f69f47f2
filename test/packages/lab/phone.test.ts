/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

type Answers = { success(result: object): void; fail(failure: object): void };
type Listener = (event: object) => void;

/** WeChat's peripheral side; what the other phone does is told by `listeners`. */
const air = { listeners: {} as Record<string, Listener>, closed: 0, answers: [] as object[] };
const ok = ({ success }: Answers) => success({});
const server = {
  addService: ok,
  startAdvertising: ok,
  stopAdvertising: ok,
  close: (options: Answers) => {
    air.closed++;
    ok(options);
  },
  writeCharacteristicValue: (options: Answers) => {
    air.answers.push(options);
    ok(options);
  },
  onCharacteristicReadRequest: (listener: Listener) => {
    air.listeners.read = listener;
  },
  onCharacteristicWriteRequest: (listener: Listener) => {
    air.listeners.write = listener;
  },
};
beforeEach(() => {
  Object.assign(air, { listeners: {}, closed: 0, answers: [] });
  Object.assign(phone.wx(), {
    getAccountInfoSync: () => ({ miniProgram: { envVersion: 'develop' } }),
    openBluetoothAdapter: ok,
    createBLEPeripheralServer: ({ success }: Answers) => success({ server }),
    onBLEPeripheralConnectionStateChanged: (listener: Listener) => {
      air.listeners.state = listener;
    },
    offBLEPeripheralConnectionStateChanged: () => {},
  });
  phone.wx().storage.set('bm.lab-phone', '3F2A');
});

const call = (page: Rendered, name: string, dataset: object = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, {
    currentTarget: { dataset },
  });
async function opened(): Promise<Rendered> {
  const page = openPage('packages/lab/phone/phone');
  page.triggerPageLifeTime('show');
  await pass(500);
  return page;
}

describe('R2-11 this phone is a band', () => {
  test('it says what it advertises and how it is found, and walks', async () => {
    const page = await opened();
    expect(wordsOf(page)).toMatch(/正在广播.*BM-LAB 3F2A.*FEE7 通用微信手环.*尾号 3F2A/);
    const steps = () =>
      Number((page.instance.data.view as { steps: string }).steps.replace(',', ''));
    const before = steps();
    call(page, 'onWalk', { index: 0 });
    await pass(500);
    expect(steps()).toBe(before + 100);
  });

  test('while somebody is connected: for how long, their goal, and what was said', async () => {
    const page = await opened();
    const at = (id: string) => ({
      serviceId: '0000FEE7-0000-1000-8000-00805F9B34FB',
      characteristicId: `0000${id}-0000-1000-8000-00805F9B34FB`,
    });
    air.listeners.state?.({ connected: true });
    air.listeners.read?.({ ...at('FEA1'), callbackId: 1 });
    const value = Uint8Array.of(1, 0x10, 0x27, 0).buffer;
    air.listeners.write?.({ ...at('FEA2'), callbackId: 2, value });
    await pass(2100);
    expect(wordsOf(page)).toMatch(/已连接 1 部手机，2 秒.*对方写入的目标 10,000 步/);
    expect(wordsOf(page)).toMatch(/20:36:00 写入 FEA2 目标 10,000.*读取 FEA1 步数/);
    const answered = (air.answers as { callbackId?: number }[]).flatMap(
      ({ callbackId }) => callbackId ?? [],
    );
    expect(answered).toEqual([1, 2]);
    air.listeners.state?.({ connected: false });
    await pass(500);
    expect(wordsOf(page)).toMatch(/正在广播.*最近的收发.*读取 FEA1/);
  });

  test('it is another band where that is chosen, and stays it; of the others it says why not', async () => {
    const page = await opened();
    expect(wordsOf(page)).toMatch(/当哪种手环.*小米手环 2.*mi-band-2.*这部手机当不了/);
    expect(wordsOf(page)).toMatch(/lefun 它不报序列号.*infinitime 它不报序列号/);
    expect(wordsOf(page)).toMatch(/wechat-airsync.*它先开口/);
    call(page, 'onKind', { protocol: 'mi-band-2' });
    await pass(500);
    expect(air.closed).toBe(1);
    expect(wordsOf(page)).toMatch(/正在广播.*MI Band 2 3F2A.*FEE0/);
    expect(phone.wx().storage.get('bm.lab-phone-kind')).toBe('mi-band-2');
    page.detach();
    const again = await opened();
    expect(wordsOf(again)).toContain('MI Band 2 3F2A');
  });

  test('an iPhone is what it was before where it cannot be what was chosen', async () => {
    phone.wx().getDeviceInfo = () => ({ platform: 'ios' });
    phone.wx().storage.set('bm.lab-phone-kind', 'mi-band-2');
    const page = await opened();
    expect(wordsOf(page)).toContain('BM-LAB 3F2A');
    expect(wordsOf(page)).toMatch(/mi-band-2.*iPhone 留作自用/);
  });

  test('an iPhone says that its ending is read once connected', async () => {
    phone.wx().getDeviceInfo = () => ({ platform: 'ios' });
    const page = await opened();
    expect(wordsOf(page)).toContain('iPhone 不能广播厂商数据');
    expect(wordsOf(page)).not.toContain('尾号 3F2A');
  });

  test('left, hidden or stopped, it is off the air; shown again, it is on', async () => {
    const page = await opened();
    page.triggerPageLifeTime('hide');
    await pass(500);
    expect(air.closed).toBe(1);
    page.triggerPageLifeTime('show');
    await pass(500);
    expect(wordsOf(page)).toContain('正在广播');
    call(page, 'onEnd');
    await pass(500);
    expect(air.closed).toBe(2);
    expect(wordsOf(page)).toContain('开始广播');
    call(page, 'onStart');
    await pass(500);
    page.detach();
    await pass(500);
    expect(air.closed).toBe(3);
  });

  test.each(['devtools', 'windows'])(
    '%s cannot be one, and leads back to the virtual bands',
    async (platform) => {
      phone.wx().getDeviceInfo = () => ({ platform });
      const page = await opened();
      expect(wordsOf(page)).toMatch(/这部手机不能当手环.*虚拟手环也能试.*用虚拟手环/);
      call(page, 'onTroubleAct');
      expect(phone.wx().navigateBack).toHaveBeenCalled();
    },
  );

  test('the permission is named where the radio only says that it is off', async () => {
    phone.wx().openBluetoothAdapter = ({ fail }: Answers) =>
      fail({ errCode: 10001, errMsg: 'fail' });
    phone.wx().getAppAuthorizeSetting = () => ({ bluetoothAuthorized: 'denied' });
    expect(wordsOf(await opened())).toMatch(/微信不能使用蓝牙.*去设置/);
  });

  test('Bluetooth off is named; the next try begins', async () => {
    phone.wx().openBluetoothAdapter = ({ fail }: Answers) =>
      fail({ errCode: 10001, errMsg: 'fail' });
    const page = await opened();
    expect(wordsOf(page)).toMatch(/手机蓝牙未打开.*打开蓝牙设置/);
    expect(air.closed).toBe(0);
    phone.wx().openBluetoothAdapter = ok;
    page.triggerPageLifeTime('show');
    await pass(500);
    expect(wordsOf(page)).toContain('正在广播');
  });

  test('a release has none of it', async () => {
    phone.wx().getAccountInfoSync = () => ({ miniProgram: { envVersion: 'release' } });
    phone.wx().createBLEPeripheralServer = jest.fn();
    await opened();
    expect(phone.wx().createBLEPeripheralServer).not.toHaveBeenCalled();
  });
});
