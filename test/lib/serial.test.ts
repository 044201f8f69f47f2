import { describe, expect, test } from '@jest/globals';
import { fromHex } from '../../miniprogram/lib/bytes';
import { addressInSystemId, addressOf, believable } from '../../miniprogram/lib/serial';
import { serialFor } from '../../miniprogram/protocols/driver';

describe('a serial is believable', () => {
  test.each([
    'C01122334455',
    'SN-1',
    'VRT4602917385',
    'SN20140117',
    'AM3S-7C2E',
    'DE0000000001',
    '17.5-2014',
    '00001234',
    'A1B2C3D4E5F6',
    'ABCDEFABCDEF',
    'R02_A1B2',
    '17-772-1286-1800-9-2571-3085-14',
    '112233445567',
  ])('%s', (serial) => expect(believable(serial)).toBe(serial));
});

describe('a placeholder is no serial', () => {
  test.each([
    '',
    '0000',
    '000000000000',
    '00:00:00:00:00:00',
    'FFFFFFFFFFFF',
    '0-0-0-0-0-0-0-0',
    '123456789',
    '1234567890',
    '0123456789ABCDEF',
    '987654321',
    '89ABCDEF01',
    '112233445566',
    'AA:BB:CC:DD:EE:FF',
    '123456FFFE9ABCDE',
    '1234569ABCDE',
    '6677881122334455',
    '1.0.0',
    'V1.0',
    'v2.1.15.3',
    'SN12345678',
    'SN-000000',
    'S/N 0123456789',
    'VRT0123456789',
    'LS405',
    'SerialNumber',
    'Serial Number 1',
    'N/A',
    'A1',
    'SN\u0001234',
  ])('%j', (serial) => expect(believable(serial)).toBeNull());
});

describe('a system id', () => {
  const address = (hex: string, deviceId = 'iPhone') => addressInSystemId(fromHex(hex)!, deviceId);

  test('tells the address it is made of', () => {
    expect(address('554433feff2211c0')).toBe('C01122334455');
    expect(address('c01122fffe334455')).toBe('C01122334455');
    expect(address('554433feff2211c0', 'C0:11:22:33:44:55')).toBe('C01122334455');
    expect(address('554433feff2211c0', 'C0:11:22:33:44:56')).toBeNull();
  });

  test.each([
    ['123456fffe9abcde', 'the example of the specification, written the wrong way round'],
    ['debc9afeff563412', 'that example'],
    ['5544332211887766', 'no address'],
    ['000000feff000000', 'zeros'],
    ['554433feff2211', 'too short'],
  ])('%s tells nothing: %s', (hex) => expect(address(hex)).toBeNull());
});

test('a phone shows the address, or an id of its own', () => {
  expect(addressOf('c0:11:22:33:44:55')).toBe('C01122334455');
  expect(addressOf('7A3C4E11-9B20-4C7D-8E9F-001122334455')).toBeNull();
});

describe('the serial to go by', () => {
  const here = { deviceId: 'C0:11:22:33:44:55' };
  const local = 'C01122334455';
  const meant = (expectedSerial: string | null) => ({ expectedSerial });

  test('is the first that is believable, else where the phone knows the band', () => {
    expect(serialFor([null, '0000', 'SN-1', 'SN-2'], here, meant(null))).toBe('SN-1');
    expect(serialFor(['000000000000', undefined], here, meant(null))).toBe(local);
  });

  test('stays the one that is meant as long as the band tells it, too', () => {
    expect(serialFor(['SN-1', 'SN-2'], here, meant('SN-2'))).toBe('SN-2');
    expect(serialFor(['SN-1'], here, meant(local))).toBe(local);
  });

  test('of a band that could not be asked is the one that is meant', () => {
    expect(serialFor([undefined], here, meant('SN-1'))).toBe('SN-1');
  });

  test('of a band that surely is the one that is meant stays, whatever cannot be read', () => {
    const sure = { expectedSerial: 'SN-1', sure: true };
    expect(serialFor([undefined, 'SN-2'], here, sure)).toBe('SN-1');
    expect(() => serialFor([null, 'SN-2'], here, sure)).toThrow('this is');
  });

  test('of another band is no other band’s', () => {
    for (const told of [['SN-2'], ['SN-2', undefined], ['0000'], []]) {
      expect(() => serialFor(told, here, meant('SN-1'))).toThrow('this is');
    }
  });
});
