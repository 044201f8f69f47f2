import { expect, test } from '@jest/globals';
import { crc16Modbus } from '../../../miniprogram/bands/common/crc16-modbus';
import { fromHex } from '../../../miniprogram/lib/bytes';

test.each([
  ['313233343536373839', 0x4b37],
  ['ff', 0x00ff],
  ['ff01', 0x8081],
  ['00', 0x40bf],
])('%s', (hex, crc) => {
  expect(crc16Modbus(fromHex(hex)!)).toBe(crc);
});
