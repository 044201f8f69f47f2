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

test("R8-3 TDesign's switch has no name of its own: what holds it has", () => {
  const holders = wxml.flatMap((file) => {
    const before = readFileSync(file, 'utf8').split('<t-switch').slice(0, -1);
    return before.map((text) => text.slice(text.lastIndexOf('<')));
  });
  expect(holders.length).toBeGreaterThan(0);
  for (const holder of holders) {
    expect(holder).toMatch(/aria-role="switch" aria-checked="[^"]+" aria-label="[^"]+"/);
  }
});
