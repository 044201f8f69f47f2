/** Where an error comes from, in files a maker knows. */
import { beforeAll, expect, test } from '@jest/globals';
import type * as Places from '../../../tools/preview/runtime/places';

const modules = {
  'b.json': { deps: {}, lines: [], from: 6 },
  'a.ts': { deps: {}, lines: [3, 7], from: 2 },
};
const at = (line: number) => `    at f (http://127.0.0.1:1/app.js:${line}:9)`;
const failed = (...lines: number[]) =>
  Object.assign(new Error('lost'), { stack: ['Error: lost', ...lines.map(at)].join('\n') });

let places: typeof Places;
beforeAll(async () => {
  Object.assign(globalThis, {
    location: { origin: 'http://127.0.0.1:1' },
    miniProgram: { modules },
  });
  places = await import('../../../tools/preview/runtime/places');
});

test('a line of app.js is the source’s', () => {
  expect(places.sentenceOf(failed(3))).toBe('a.ts:7 Error: lost');
  expect(places.detailsOf(failed(2, 3))).toBe('Error: lost\n    at f (a.ts:3)\n    at f (a.ts:7)');
});

test('what is behind the scripts, a template or its WXS, is none of the last one', () => {
  expect(places.sentenceOf(failed(900))).toBe('Error: lost');
  expect(places.sentenceOf(failed(900, 3))).toBe('a.ts:7 Error: lost');
  expect(places.detailsOf(failed(900))).toContain('/app.js:900:9');
});
