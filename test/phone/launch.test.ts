import { beforeEach, describe, expect, jest, test } from '@jest/globals';

type Launch = typeof import('../../miniprogram/phone/launch');
let codeOfLaunch: Launch['codeOfLaunch'];
beforeEach(() => {
  jest.resetModules();
  ({ codeOfLaunch } = jest.requireActual<Launch>('../../miniprogram/phone/launch'));
});

const LINK = 'https%3A%2F%2Fmaker.example%2Fb%2Fam3%2FSN123';

describe('R2-2 what opened the app', () => {
  test('a link is told once per scan, however often the app is shown', () => {
    const options = { path: 'pages/today/today', query: { q: LINK, scancode_time: '1' } };
    expect(codeOfLaunch(options)).toBe(LINK);
    expect(codeOfLaunch(options)).toBeNull();
    expect(codeOfLaunch({ ...options, query: { q: LINK, scancode_time: '2' } })).toBe(LINK);
  });

  test('the add page reads its own query', () => {
    const query = { scene: 'b.am3.SN123' };
    expect(codeOfLaunch({ path: 'packages/add/add', query })).toBeNull();
    expect(codeOfLaunch({ path: 'pages/today/today', query })).toBeNull();
  });

  test('an entry without a code is none', () => {
    expect(codeOfLaunch({ path: 'pages/today/today', query: {} })).toBeNull();
    expect(codeOfLaunch({})).toBeNull();
    expect(codeOfLaunch({ query: { q: 3 } })).toBeNull();
  });
});
