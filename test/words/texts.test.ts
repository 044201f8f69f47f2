/** What every sentence in both languages has to keep. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DRIVERS } from '../../miniprogram/bands/registry';
import { BRAND } from '../../miniprogram/contract/catalogue/brand';
import { boardWords } from '../../miniprogram/words/board';
import { deskWords } from '../../miniprogram/words/desk';
import { groupWords } from '../../miniprogram/words/groups';
import { handoverWords } from '../../miniprogram/words/handover';
import { inviteWords } from '../../miniprogram/words/invite';
import { rightsWords } from '../../miniprogram/words/rights';
import { rulesWords } from '../../miniprogram/words/rules';
import { DOT } from '../../miniprogram/words/spacing';
import { startWords } from '../../miniprogram/words/start';
import { supportWords } from '../../miniprogram/words/support';
import { ROOT } from '../helpers/imports';
import { ALL_WORDS } from './all';

const WORDS = join(ROOT, 'miniprogram/words');

/** Every text below a value; a function is called with what makes it speak. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return textsOf(value('1', '1', '1'));
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsOf);
  return [];
}

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  test('quotation marks are curved in Chinese and straight in English, where Chinese fonts draw the curved ones wide', () => {
    const wrong = lang === 'zh' ? /['"]/ : /[‘’“”]/;
    const texts = textsOf(Object.values(ALL_WORDS).map((words) => words[lang]));
    expect(texts.length).toBeGreaterThan(400);
    expect(texts.filter((text) => wrong.test(text))).toEqual([]);
  });

  test('every protocol has a name of its own', () => {
    const { protocolName } = supportWords[lang];
    const raw = DRIVERS.map(({ id }) => id).filter((id) => protocolName(id) === id);
    expect(raw).toEqual([]);
  });
});

/** Of two words for one thing one is used. */
test.each([
  ['昵称', '名字'],
  ['收回', '撤回'],
  ['这台手机', '这部手机'],
])('%s is said %s', (never) => {
  const texts = textsOf([...Object.values(ALL_WORDS).map(({ zh }) => zh), BRAND]);
  expect(texts.filter((text) => text.includes(never))).toEqual([]);
});

test.each(['zh', 'en'] as const)('what is agreed to at the start has one name in %s', (lang) => {
  const { terms } = rulesWords[lang].rulesPage;
  expect(startWords[lang].startAgreement).toBe(terms);
  expect(rightsWords[lang].rightsTerms.title).toContain(terms);
});

test('a date or a Chinese name in a sentence is not broken, and no line begins with a dot', () => {
  const joined = (text: string) => [...text].join('\u2060');
  expect(handoverWords.zh.answerNote('11月29日')).toContain(`。${joined('11月29日')}前不回答`);
  expect(handoverWords.en.answerNote('29 Nov')).toContain(' by 2\u20609\u00a0Nov it');
  expect(inviteWords.en.inviteAccepted('林晚')).toBe(`You and ${joined('林晚')} are friends`);
  expect(inviteWords.en.inviteAccepted('Ann Lee')).toBe('You and Ann Lee are friends');
  expect(DOT).toMatch(/^\u00a0· $/);
  const texts = textsOf(Object.values(ALL_WORDS));
  expect(texts.filter((text) => text.includes(' · '))).toEqual([]);
});

test('the dot between two things is written in one place', () => {
  const files = readdirSync(WORDS).filter((file) =>
    readFileSync(join(WORDS, file), 'utf8').includes('· '),
  );
  expect(files).toEqual(['spacing.ts']);
});

test.each([
  ['小安', '小安想用环友'],
  ['Anna', 'Anna 想用环友'],
  ['步友 3D7B', '步友 3D7B 想用环友'],
])('the name %s stands apart from Chinese where it ends in Latin', (name, title) => {
  expect(startWords.zh.guardianTitle(name)).toBe(title);
});

test('one of something is no plural in English', () => {
  const { en: board } = boardWords;
  const { en: desk } = deskWords;
  expect([1, 2].map(desk.deskWrong)).toEqual([
    'Wrong code, 1 try left',
    'Wrong code, 2 tries left',
  ]);
  expect([1, 2].map((left) => desk.deskQuota(left, '3 h'))).toEqual([
    '1 answer\u00a0· 3 h left',
    '2 answers\u00a0· 3 h left',
  ]);
  expect([1, 2].map((left) => desk.deskLeft(left, '3 h'))).toEqual([
    '1 answer\u00a0· 3 h left',
    '2 answers\u00a0· 3 h left',
  ]);
  expect([1, 2].map(board.cheerOwnLabel)).toEqual(['1 cheer for you', '2 cheers for you']);
  expect([1, 2].map(groupWords.en.groupCount)).toEqual(['1 person', '2 people']);
});
