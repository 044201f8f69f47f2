/** A row of a list is as high as it is drawn: its least height counts its padding. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import postcss, { type Declaration, type Rule } from 'postcss';
import { ROOT } from '../helpers/imports';

const FOLDER = join(ROOT, 'miniprogram');
const sheets = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.wxss') && !file.includes('miniprogram_npm'),
);

const given = (rule: Rule, name: string): string =>
  rule.nodes
    .filter((node): node is Declaration => node.type === 'decl' && node.prop === name)
    .at(-1)?.value ?? '';

/** Whether a padding has something above or below. */
const isPadded = (rule: Rule): boolean => {
  const [above, , below = above] = (given(rule, 'padding') || '0').split(' ');
  return above !== '0' || below !== '0';
};

/** Rules that are at least a cell or a row high, and have room above or below within. */
const padded = sheets.flatMap((file) => {
  const found: [name: string, rule: Rule][] = [];
  postcss.parse(readFileSync(join(FOLDER, file), 'utf8')).walkRules((rule) => {
    const height = given(rule, 'min-height');
    if (/^var\(--bm-(cell|row)\)$/.test(height) && isPadded(rule)) {
      found.push([`${file} ${rule.selector}`, rule]);
    }
  });
  return found;
});

test.each(padded)('%s', (_, rule) => {
  expect(given(rule, 'box-sizing')).toBe('border-box');
});
