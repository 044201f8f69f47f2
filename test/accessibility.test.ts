/** R8-3: whatever can be tapped says that it is a button, and what it does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(__dirname, '../miniprogram');

const wxml = readdirSync(ROOT, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.wxml'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !file.includes('miniprogram_npm'));

/** Elements WeChat itself announces. */
const SPEAKS = /^(button|input|switch|picker|navigator|textarea|slider|radio|checkbox|t-)/;

interface Element {
  tag: string;
  attributes: string;
  /** What follows it, up to the first closing tag. */
  inside: string;
}

function elements(text: string): Element[] {
  return [
    ...text.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>([\s\S]*?)(?=<\/|$)/g),
  ].map(([, tag, attributes, closed, inside]) => ({
    tag: tag!,
    attributes: attributes!,
    inside: closed ? '' : inside!,
  }));
}

describe('R8-3 what can be tapped', () => {
  test.each(wxml.map((file) => [relative(ROOT, file), file]))('%s', (_, file) => {
    const silent = elements(readFileSync(file!, 'utf8'))
      .filter(({ tag, attributes }) => /bind:?tap=/.test(attributes) && !SPEAKS.test(tag))
      .filter(
        ({ attributes, inside }) =>
          !/aria-role="/.test(attributes) ||
          !(/aria-label="/.test(attributes) || /\{\{/.test(inside)),
      )
      .map(({ tag, attributes }) => `<${tag}${attributes}>`);
    expect(silent).toEqual([]);
  });
});

test('R8-3 a cell that is tapped, or opens a picker, is a button', () => {
  const silent = wxml.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const pickers = [...text.matchAll(/<picker\b[\s\S]*?<\/picker>/g)].map(([picker]) => picker);
    const cells = (part: string) => part.match(/<t-cell\b[^>]*>/g) ?? [];
    const tapped = cells(text).filter((cell) => cell.includes('bind:click='));
    return [...tapped, ...pickers.flatMap(cells)].filter(
      (cell) => !cell.includes('aria-role="button"'),
    );
  });
  expect(silent).toEqual([]);
});

test('R8-3 what lies behind a sheet or dialog is not read', () => {
  const open = wxml.filter((file) =>
    /<(bm-sheet|bm-support|t-dialog)\b/.test(readFileSync(file, 'utf8')),
  );
  const pages = open.filter((file) => !file.includes('components'));
  expect(pages.length).toBeGreaterThan(3);
  for (const file of pages) {
    expect([file, readFileSync(file, 'utf8')]).toEqual([
      file,
      expect.stringMatching(/class="page[^"]*" aria-hidden="\{\{/),
    ]);
  }
});
