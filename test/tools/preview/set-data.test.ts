import { describe, expect, test } from '@jest/globals';
import { crossing } from '../../../tools/preview/runtime/set-data';

describe('setData crosses as JSON', () => {
  test('plain data arrives as a copy', () => {
    const list = [{ a: 1, b: undefined }];
    const copy = crossing({ list, 'deep.path': null }, 'pages/a');
    expect(copy).toEqual({ list: [{ a: 1 }], 'deep.path': null });
    expect(copy.list).not.toBe(list);
  });

  test.each<[string, unknown, string]>([
    ['undefined', undefined, '"x" is undefined'],
    ['a function', { go: () => 1 }, '"x.go" is function'],
    ['NaN', [1, Number.NaN], '"x[1]" is NaN'],
    ['a bigint', 1n, '"x" is bigint'],
    ['a Map', { m: new Map() }, '"x.m" is Map'],
    ['a Date', new Date(0), '"x" is Date'],
    ['bytes', { b: new Uint8Array(2) }, '"x.b" is Uint8Array'],
  ])('%s would be lost', (_name, value, message) => {
    expect(() => crossing({ x: value }, 'pages/a')).toThrow(message);
  });

  test('a circle is named, shared parts are fine', () => {
    const shared = { n: 1 };
    expect(crossing({ a: shared, b: shared }, 'p')).toEqual({ a: { n: 1 }, b: { n: 1 } });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => crossing({ circle }, 'p')).toThrow('"circle.self" is circular');
  });
});
