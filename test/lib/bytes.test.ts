import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf, concat, equalBytes, fromHex, toHex } from '../../miniprogram/lib/bytes';
import { crc32 } from '../../miniprogram/lib/crc32';
import { bigEndian, littleEndian, Reader } from '../../miniprogram/lib/reader';
import { utf8Decode, utf8Encode } from '../../miniprogram/lib/utf8';

describe('hex', () => {
  test('both ways, any case', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });

  test.each(['0', 'zz', '0x', ' 00', '0g'])('%j is not hex', (text) => {
    expect(fromHex(text)).toBeNull();
  });
});

describe('pieces', () => {
  test('cut and put together again', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 30 }), (bytes, size) => {
        const pieces = chunksOf(bytes, size);
        expect(concat(...pieces)).toEqual(bytes);
        expect(pieces.every(({ length }) => length > 0 && length <= size)).toBe(true);
      }),
    );
  });

  test('a size below one does not loop', () => {
    expect(chunksOf(Uint8Array.of(1, 2), 0)).toHaveLength(2);
  });

  test('equality looks at every byte and the length', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
  });
});

describe('numbers', () => {
  test.each([1, 2, 3, 4] as const)('%i bytes, both ends first', (width) => {
    fc.assert(
      fc.property(fc.nat({ max: 256 ** width - 1 }), (value) => {
        const little = new Reader(littleEndian(value, width));
        const big = new Reader(bigEndian(value, width));
        const read = {
          1: () => [little.u8(), big.u8()],
          2: () => [little.u16le(), big.u16be()],
          3: () => [little.u24le(), big.u24be()],
          4: () => [little.u32le(), big.u32be()],
        };
        expect(read[width]()).toEqual([value, value]);
        expect([little.remaining, little.failed]).toEqual([0, false]);
      }),
    );
  });

  test('a read past the end fails once and for all, and gives nothing', () => {
    const reader = new Reader(Uint8Array.of(1, 2, 3));
    expect(reader.u32be()).toBe(0);
    expect(reader.failed).toBe(true);
    expect(reader.u8()).toBe(0);
    expect(reader.take(-1)).toHaveLength(0);
    expect(reader.position).toBe(3);
  });
});

describe('CRC-32', () => {
  test('the check value of the algorithm, and none for nothing', () => {
    expect(crc32(utf8Encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });
});

describe('UTF-8', () => {
  test('as TextEncoder has it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Encode(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
      }),
    );
  });

  test('as TextDecoder has it, for any bytes', () => {
    const lively = fc.array(
      fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lively, (values) => {
        const bytes = Uint8Array.from(values);
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        expect(utf8Decode(bytes)).toBe(decoder.decode(bytes));
      }),
      { numRuns: 3000 },
    );
  });
});
