import { describe, expect, test } from '@jest/globals';
import { type Advertisement, uuid } from '../../../miniprogram/ble/link';
import { byStrength, listener } from '../../../miniprogram/services/bands/heard';

const report = (over: Partial<Advertisement>): Advertisement => ({
  deviceId: 'one',
  localName: '',
  rssi: -60,
  serviceUuids: [],
  manufacturerData: new Uint8Array(0),
  ...over,
});

describe('what was heard of a device', () => {
  test('the name of the second packet and the address of the first are of one device', () => {
    const heard = listener();
    const data = Uint8Array.of(1, 2, 3);
    heard(report({ manufacturerData: data, serviceUuids: ['FEE7'] }));
    heard(report({ deviceId: 'two', localName: 'other' }));
    expect(heard(report({ localName: 'AM3', rssi: -70 }))).toEqual({
      deviceId: 'one',
      localName: 'AM3',
      rssi: -70,
      serviceUuids: [uuid('fee7')],
      manufacturerData: data,
    });
  });

  test('a name cut short is no other name; a new one is', () => {
    const heard = listener();
    heard(report({ localName: 'MI Band 2' }));
    expect(heard(report({ localName: 'MI' })).localName).toBe('MI Band 2');
    expect(heard(report({ localName: 'Mi Smart Band' })).localName).toBe('Mi Smart Band');
  });

  test('a strength that is unknown this time is the one it was', () => {
    const heard = listener();
    heard(report({ rssi: -55 }));
    expect(heard(report({ rssi: null })).rssi).toBe(-55);
  });

  test('unknown strength is not the nearest', () => {
    const list = [null, -90, -50].map((rssi) => ({ rssi }));
    expect(list.sort(byStrength).map(({ rssi }) => rssi)).toEqual([-50, -90, null]);
  });
});
