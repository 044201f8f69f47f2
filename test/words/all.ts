/** Every file of words, by its name, whether the first package has it or a page brings it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../helpers/imports';

type Words = Readonly<Record<'zh' | 'en', Readonly<Record<string, unknown>>>>;

const FOLDER = join(ROOT, 'miniprogram/words');

export const ALL_WORDS: Readonly<Record<string, Words>> = Object.fromEntries(
  readdirSync(FOLDER).flatMap((file) => {
    const made = require(join(FOLDER, file)) as Record<string, Words>;
    return Object.entries(made).flatMap(([name, words]) =>
      /^\w+Words$/.test(name) && 'zh' in words ? [[name.replace(/Words$/, ''), words]] : [],
    );
  }),
);
