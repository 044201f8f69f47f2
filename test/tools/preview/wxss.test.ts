import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../tools/preview/build/problems';
import { openSources } from '../../../tools/preview/build/sources';
import { compileStyle, translateSelector, withRpx } from '../../../tools/preview/build/wxss';

const root = mkdtempSync(join(tmpdir(), 'wxss-'));
afterAll(() => rmSync(root, { recursive: true }));

function compile(css: string, scope: string | null = null): { css: string; problems: Problem[] } {
  writeFileSync(join(root, 'a.wxss'), css);
  const problems: Problem[] = [];
  return { css: compileStyle(openSources(root), 'a.wxss', scope, problems).css, problems };
}

describe('WXSS', () => {
  test('rpx becomes a calculation, but not inside words', () => {
    expect(withRpx('12rpx -1.5rpx .5rpx')).toBe(
      'calc(12 * var(--rpx)) calc(-1.5 * var(--rpx)) calc(.5 * var(--rpx))',
    );
    expect(withRpx('url(a-2rpx.png)')).toBe('url(a-2rpx.png)');
  });

  test('tags get their prefix, classes their scope, :host its attribute', () => {
    expect(translateSelector('page, view.a > text::after', null)).toBe(
      'wx-page, wx-view.a > wx-text::after',
    );
    expect(translateSelector(':host .a:nth-child(2n+1):not(.b)', 's')).toBe(
      '[wx-host="s"] .s--a:nth-child(2n+1):not(.s--b)',
    );
    expect(translateSelector('#top', null)).toBe(':is([id$="--top"], #_)');
    expect(translateSelector('.a:nth-child(odd)', null)).toBe('.a:nth-child(odd)');
  });

  test('dark mode is the page document’s switch; keyframes stay as they are', () => {
    const { css } = compile(
      '@media (prefers-color-scheme: dark) { .a { color: red } } @keyframes k { from { top: 2rpx } }',
    );
    expect(css).toContain(':where(:root[data-theme="dark"]) .a { color: red }');
    expect(css).not.toContain('@media');
    expect(css).toContain('from { top: calc(2 * var(--rpx)) }');
    const narrow = compile(
      '@media (prefers-color-scheme: light) and (min-width: 600px) { .a { top: 0 } }',
    );
    expect(narrow.css).toContain('@media (min-width: 600px)');
    expect(narrow.css).toContain(':where(:root:not([data-theme="dark"])) .a');
  });

  test('fonts from the network are left out; the home indicator is known', () => {
    const { css } = compile(
      '@font-face { font-family: t; src: url(https://a.example/t.woff) } .a { bottom: env(safe-area-inset-bottom) }',
    );
    expect(css).not.toContain('https');
    expect(css).toContain('bottom: var(--safe-bottom)');
  });

  test('a missing import and a broken block name file and line', () => {
    const missing = compile('\n@import "./gone.wxss";');
    expect(missing.problems).toEqual([
      { file: 'a.wxss', line: 2, column: 1, message: '@import "./gone.wxss": no such file' },
    ]);
    const broken = compile('.a {\n color: red;');
    expect(broken.problems).toMatchObject([{ file: 'a.wxss', line: 1, message: 'Unclosed block' }]);
  });
});
