import { expect, test } from '@jest/globals';
import { decodeActivityBlock, decodeSleepBlock } from '../../../miniprogram/bands/ihealth/codec';
import { encodeActivityBlock, encodeSleepBlock } from '../../../miniprogram/bands/ihealth/messages';
import { concat } from '../../../miniprogram/lib/bytes';

const MIDNIGHT = Date.UTC(2026, 10, 22) / 1000;
const MORE = Uint8Array.of(0x5a, 0x00);

test('firmware that says more of a day or a night is understood; one that says less is not', () => {
  const day = { midnight: MIDNIGHT, stepCm: 68, count: 3 };
  const night = { start: MIDNIGHT - 3600, count: 27 };
  const [said, slept] = [encodeActivityBlock(day), encodeSleepBlock(night)];
  expect(decodeActivityBlock(concat(said, MORE))).toEqual({ ok: true, value: day });
  expect(decodeSleepBlock(concat(slept, MORE))).toEqual({ ok: true, value: night });
  expect(decodeActivityBlock(said.subarray(1))).toMatchObject({ ok: false });
  expect(decodeSleepBlock(slept.subarray(1))).toMatchObject({ ok: false });
});
