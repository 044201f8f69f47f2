import { describe, expect, jest, test } from '@jest/globals';
import type { Central, Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { Air, EVENT_MS } from '../../../tools/preview/hub/air';

const AT = { service: 's', characteristic: 'c' };

function band() {
  let central: Central | null = null;
  const log: string[] = [];
  const peripheral: Peripheral = {
    deviceId: 'AA',
    localName: 'B',
    serviceUuids: [],
    manufacturerData: Uint8Array.of(1),
    maxPayload: 20,
    gatt: [],
    onConnect(given) {
      central = given;
      log.push('connect');
    },
    onDisconnect: () => void log.push('disconnect'),
    onRead: () => new Uint8Array(),
    onWrite: () => undefined,
    onSubscribe: () => undefined,
  };
  return { peripheral, log, central: () => central as unknown as Central };
}

const ears = () => ({ value: jest.fn(), closed: jest.fn() });

describe('the air', () => {
  test('a band serves one phone, and is silent on the air meanwhile', () => {
    const air = new Air();
    const one = air.add(band().peripheral);
    expect(air.adverts('a')).toHaveLength(1);
    expect(one.connect('a', ears())).toBe(true);
    expect(one.connect('b', ears())).toBe(false);
    expect(air.adverts('a')).toHaveLength(0);
    one.release('b');
    expect(one.holder).toBe('a');
    one.release('a');
    expect(one.connect('b', ears())).toBe(true);
  });

  test('out of range ends the connection on both sides', () => {
    const air = new Air();
    const { peripheral, log } = band();
    const one = air.add(peripheral);
    const phone = ears();
    one.connect('a', phone);
    one.set({ inRange: false });
    expect(phone.closed).toHaveBeenCalledTimes(1);
    expect(log).toEqual(['connect', 'disconnect']);
    expect(air.adverts('a')).toHaveLength(0);
  });

  test('a planned break lets some values through and drops the rest', async () => {
    jest.useFakeTimers();
    try {
      const air = new Air();
      const { peripheral, central } = band();
      const one = air.add(peripheral);
      const phone = ears();
      one.connect('a', phone);
      one.breakAfter(1);
      const first = central().send(AT, Uint8Array.of(1));
      await jest.advanceTimersByTimeAsync(EVENT_MS);
      await first;
      const second = central().send(AT, Uint8Array.of(2));
      const outcome = expect(second).rejects.toThrow('not connected');
      await jest.advanceTimersByTimeAsync(EVENT_MS);
      await outcome;
      expect(phone.value).toHaveBeenCalledTimes(1);
      expect(phone.closed).toHaveBeenCalledTimes(1);
      expect(one.dropAfter).toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });

  test('R9-3 out of range at 40 %: of the values of the sync before, once', async () => {
    jest.useFakeTimers();
    try {
      const air = new Air();
      const { peripheral, central } = band();
      const one = air.add(peripheral);
      const phone = ears();
      const talk = async (values: number) => {
        one.connect('a', phone);
        for (let value = 0; value < values; value++) {
          const sent = central().send(AT, Uint8Array.of(value));
          const outcome = sent.catch(() => undefined);
          await jest.advanceTimersByTimeAsync(EVENT_MS);
          await outcome;
        }
        one.release('a');
      };
      await talk(10);
      expect(phone.value).toHaveBeenCalledTimes(10);
      one.leaveAt(40);
      await talk(10);
      expect(phone.value).toHaveBeenCalledTimes(14);
      expect(phone.closed).toHaveBeenCalledTimes(1);
      expect(one.inRange).toBe(false);
      one.set({ inRange: true });
      one.fault('duplicate', true);
      await talk(10);
      expect(phone.value).toHaveBeenCalledTimes(34);
      // One with less to say than the one before is over too soon; then that is what is usual.
      one.fault('duplicate', false);
      one.leaveAt(60);
      await talk(5);
      expect(one.inRange).toBe(true);
      await talk(5);
      expect(phone.value).toHaveBeenCalledTimes(42);
      expect(one.inRange).toBe(false);
    } finally {
      jest.useRealTimers();
    }
  });
});
