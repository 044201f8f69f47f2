import { expect, test } from '@jest/globals';
import { BleError, sameCharacteristic, unlessSilent, uuid } from '../../miniprogram/ble/link';

test('UUIDs of any length and case are 128-bit lower case', () => {
  const long = '0000fee7-0000-1000-8000-00805f9b34fb';
  for (const text of ['FEE7', 'fee7', '0000FEE7', long, long.toUpperCase()]) {
    expect(uuid(text)).toBe(long);
  }
});

test('a place is a service and a characteristic', () => {
  const at = { service: uuid('fee7'), characteristic: uuid('fea1') };
  expect(sameCharacteristic(at, { ...at })).toBe(true);
  expect(sameCharacteristic(at, { ...at, service: uuid('fee8') })).toBe(false);
});

test('silence is a value; everything else that fails is not', async () => {
  expect(await unlessSilent(Promise.resolve(5))).toBe(5);
  expect(await unlessSilent(Promise.reject(new BleError('timeout', 'late')))).toBeNull();
  const lost = new BleError('disconnected', 'gone');
  await expect(unlessSilent(Promise.reject(lost))).rejects.toBe(lost);
  const other = new Error('other');
  await expect(unlessSilent(Promise.reject(other))).rejects.toBe(other);
});
