import { describe, expect, test } from '@jest/globals';
import { cleanText, textOf } from '../../miniprogram/lib/text';
import { utf8Encode } from '../../miniprogram/lib/utf8';

describe('text of a device', () => {
  test.each([
    ['R02_A1B2\0', 'R02_A1B2'],
    ['R02_A1B2\0\0\0R02', 'R02_A1B2'],
    ['\0\0R02', 'R02'],
    ['  Lefun   ', 'Lefun'],
    ['1.0.2\r\n', '1.0.2'],
    ['MI\u200b Band\ufffd 2', 'MI Band 2'],
    ['乐心 Mambo　', '乐心 Mambo'],
    ['\0', ''],
    ['', ''],
  ])('%j is %j', (said, read) => {
    expect(cleanText(said)).toBe(read);
    expect(textOf(utf8Encode(said))).toBe(read);
    expect(cleanText(read)).toBe(read);
  });
});
