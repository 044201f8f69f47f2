/** The command lines of the tools: `--help`, and one sentence about a word that means nothing. */
import { expect, test } from '@jest/globals';
import { readWords } from '../../../tools/harness/command-line';

const shape = {
  name: 'npm run thing',
  help: 'help',
  options: { fresh: { type: 'boolean' }, project: { type: 'string' } },
  operands: ['plan'],
} as const;

test('--help and -h ask for help, whatever else is said', () => {
  for (const words of [['--help'], ['-h'], ['plan', '--nothing', '--help']]) {
    expect(readWords(shape, words)).toBeNull();
  }
});

test('what is known is read', () => {
  const { values, positionals } = readWords(shape, ['plan', '--fresh', '--project', 'a'])!;
  expect({ ...values, positionals }).toEqual({ fresh: true, project: 'a', positionals: ['plan'] });
});

test('what is not gets one sentence and the way to the help', () => {
  const said = (...words: string[]) => {
    expect(() => readWords(shape, words)).toThrow(
      /^[^\n]+: npm run thing -- --help tells what there is\.$/,
    );
  };
  said('--nothing');
  said('--project');
  said('--project', '--fresh');
  said('--fresh=yes');
  said('plans');
});
