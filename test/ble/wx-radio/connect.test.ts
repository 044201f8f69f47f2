import { describe, expect, test } from '@jest/globals';
import { failure } from '../../helpers/fake-wx-bluetooth';
import { codeOfRejection, connected, setUp } from '../../helpers/wx-radio';

describe('connect', () => {
  test('always with a timeout; "already connected" is success', async () => {
    const { wx, radio } = setUp();
    wx.answer('createBLEConnection', failure(-1, 'createBLEConnection:fail already connect'));
    const link = await radio.connect('device', 8000);
    expect(link.deviceId).toBe('device');
    expect(wx.calls).toEqual([
      { name: 'createBLEConnection', option: { deviceId: 'device', timeout: 8000 } },
    ]);
  });

  test('a connect that fails soon is closed and tried once more, after a while', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', failure(10003, 'fail status:133'), { result: {} });
    const began = clock.now();
    const connecting = radio.connect('device', 8000);
    await clock.advance(100);
    expect(await codeOfRejection(radio.connect('device', 8000))).toBe('busy');
    await clock.run(connecting);
    expect(clock.now() - began).toBe(500);
    expect(wx.calls).toEqual([
      { name: 'createBLEConnection', option: { deviceId: 'device', timeout: 8000 } },
      { name: 'closeBLEConnection', option: { deviceId: 'device' } },
      { name: 'createBLEConnection', option: { deviceId: 'device', timeout: 7500 } },
    ]);
  });

  test('twice is enough; what failed is closed, so that the next attempt is a new one', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', failure(10003, 'fail status:133'));
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('connect-failed');
    expect(wx.calls.map(({ name }) => name)).toEqual([
      'createBLEConnection',
      'closeBLEConnection',
      'createBLEConnection',
      'closeBLEConnection',
    ]);
    wx.answer('createBLEConnection', { result: {} });
    await radio.connect('device', 1000);
  });

  test('one that failed late, or for another reason, is not tried again', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', failure(10012));
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('timeout');
    wx.api.createBLEConnection = ({ fail }) =>
      clock.after(5000, () => fail({ errCode: 10003, errMsg: 'fail' }));
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('connect-failed');
    expect(wx.calls.map(({ name }) => name)).toEqual([
      'createBLEConnection',
      'closeBLEConnection',
      'closeBLEConnection',
    ]);
  });

  test('Bluetooth going off while waiting for the second attempt ends it', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', failure(10003));
    const attempt = codeOfRejection(radio.connect('device', 8000));
    await clock.advance(100);
    wx.adapter(false);
    expect(await attempt).toBe('bluetooth-off');
  });

  test('a connect that is never answered ends, and is closed', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', 'silence');
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('timeout');
    expect(wx.calls.at(-1)?.name).toBe('closeBLEConnection');
  });

  test('one connection per band', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', 'silence');
    const first = codeOfRejection(radio.connect('device', 1000));
    expect(await codeOfRejection(radio.connect('device', 1000))).toBe('busy');
    await clock.run(first);
    wx.answer('createBLEConnection', { result: {} });
    await radio.connect('device', 1000);
    expect(await codeOfRejection(radio.connect('device', 1000))).toBe('busy');
  });

  test('losing the link and switching Bluetooth off are told apart, once', async () => {
    const { wx, radio } = setUp();
    const reasons: string[] = [];
    const one = await radio.connect('one', 1000);
    one.onClose((reason) => reasons.push(`one ${reason}`));
    const two = await radio.connect('two', 1000);
    two.onClose((reason) => reasons.push(`two ${reason}`));
    wx.connection('one', false);
    wx.connection('one', false);
    wx.adapter(false);
    expect(reasons).toEqual(['one lost', 'two adapter-off']);
    wx.adapter(true);
    await radio.connect('one', 1000);
  });

  test('R2-4 of Bluetooth going off a phone may tell the lost link first', async () => {
    const { wx, radio } = setUp();
    const reasons: string[] = [];
    const link = await radio.connect('one', 1000);
    link.onClose((reason) => reasons.push(reason));
    wx.setting.bluetoothEnabled = false;
    wx.connection('one', false);
    wx.adapter(false);
    expect(reasons).toEqual(['adapter-off']);
  });

  test('−1 with other words is no connection', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', failure(-1, 'createBLEConnection:fail:internal error'));
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('system');
    wx.answer('createBLEConnection', failure(10010, 'createBLEConnection:fail'));
    await radio.connect('device', 8000);
  });

  test('connected first, then the attempt fails: the next one stands, whatever is told late', async () => {
    const { wx, radio, clock } = setUp();
    const answers: ((good: boolean) => void)[] = [];
    wx.api.createBLEConnection = ({ success, fail }) =>
      answers.push((good) => (good ? success({}) : fail({ errCode: 10003, errMsg: 'fail' })));
    const connecting = radio.connect('device', 8000);
    wx.connection('device', true);
    answers[0]!(false);
    await clock.advance(600);
    wx.connection('device', true);
    answers[1]!(true);
    const link = await connecting;
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    wx.connection('device', false);
    await clock.advance(0);
    expect(reasons).toEqual([]);
  });

  test('a late or second end of the connection before does not end this one', async () => {
    const { wx, radio, clock } = setUp('ohos');
    const first = await radio.connect('device', 1000);
    wx.connection('device', false);
    await first.close();
    const second = await radio.connect('device', 1000);
    const reasons: string[] = [];
    second.onClose((reason) => reasons.push(reason));
    wx.connection('device', false);
    await clock.advance(0);
    expect(reasons).toEqual([]);
    wx.answer('getBLEDeviceServices', failure(10006));
    wx.connection('device', false);
    await clock.advance(0);
    expect(reasons).toEqual(['lost']);
  });

  test('a phone that does not say whether the connection stands is believed: it does not', async () => {
    const { wx, radio, clock } = setUp();
    const first = await radio.connect('device', 1000);
    await clock.run(first.close());
    const link = await clock.run(radio.connect('device', 1000));
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    wx.answer('getBLEDeviceServices', 'silence');
    wx.connection('device', false);
    await clock.advance(2000);
    expect(reasons).toEqual(['lost']);
  });

  test('a connection that outlived the adapter is ended before a new one begins', async () => {
    const { wx, radio } = setUp();
    await radio.connect('device', 1000);
    wx.adapter(true);
    wx.adapter(false);
    wx.adapter(true);
    await radio.connect('device', 1000);
    await radio.connect('other', 1000);
    expect(wx.calls.map(({ name }) => name)).toEqual([
      'createBLEConnection',
      'closeBLEConnection',
      'createBLEConnection',
      'createBLEConnection',
    ]);
  });

  test('Android tells no event of our own close: its word that it closed is enough', async () => {
    const { clock, link } = await connected();
    const began = clock.now();
    await clock.run(link.close());
    expect(clock.now() - began).toBeLessThan(500);
  });

  test('closing waits for the state event', async () => {
    const { wx, clock, link } = await connected();
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    let closed = false;
    const closing = link.close().then(() => {
      closed = true;
    });
    await clock.advance(100);
    expect(closed).toBe(false);
    wx.connection('device', false);
    await closing;
    expect(reasons).toEqual(['requested']);
  });

  test('closing ends without the event as well', async () => {
    const { clock, link, radio } = await connected();
    await clock.run(link.close());
    await link.close();
    await radio.connect('device', 1000);
  });

  test('Bluetooth going off ends an attempt at once, as that', async () => {
    const { wx, clock, radio } = setUp();
    wx.answer('createBLEConnection', 'silence', { result: {} });
    const attempt = codeOfRejection(radio.connect('device', 8000));
    const began = clock.now();
    wx.adapter(false);
    expect(await clock.run(attempt)).toBe('bluetooth-off');
    expect(clock.now()).toBe(began);
    wx.adapter(true);
    await radio.connect('device', 8000);
  });

  test('a connection that comes about after we gave up is closed', async () => {
    const { wx, clock, radio } = setUp();
    let late: () => void = () => undefined;
    wx.api.createBLEConnection = ({ success }) => {
      late = () => success({});
    };
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('timeout');
    late();
    await clock.advance(0);
    expect(wx.calls.map(({ name }) => name)).toEqual(['closeBLEConnection', 'closeBLEConnection']);
  });

  test('closing what is down already waits for nothing', async () => {
    const { wx, clock, link } = await connected();
    wx.answer('closeBLEConnection', failure(10006));
    const began = clock.now();
    await clock.run(link.close());
    expect(clock.now()).toBe(began);
  });
});
