/** What every tool's command line does: `--help`, and one sentence about a word that means nothing. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface CommandLine<O extends Options> {
  /** As it is called: `npm run shots`. */
  name: string;
  /** A few lines: how it is called, and what each word does. */
  help: string;
  options?: O;
  /** What words without dashes may be; without it there are none. */
  operands?: readonly string[] | 'any';
}

type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true }>
>;

/** A sentence for the person at the command line. */
export class Refused extends Error {}

/**
 * Null when help is asked for.
 * @throws Refused
 */
export function readWords<O extends Options>(
  { name, options, operands = [] }: CommandLine<O>,
  words: readonly string[],
): Parsed<O> | null {
  if (words.some((word) => word === '--help' || word === '-h')) return null;
  const more = `${name} -- --help tells what there is.`;
  let read: Parsed<O>;
  try {
    const args = [...words];
    read = parseArgs({ args, options: options ?? ({} as O), allowPositionals: true });
  } catch (error) {
    const [what = ''] = (error as TypeError).message.split(/\. |\n/);
    throw new Refused(`${what.replace(/\.$/, '')}: ${more}`);
  }
  const strange = read.positionals.find((word) => operands !== 'any' && !operands.includes(word));
  if (strange !== undefined) throw new Refused(`"${strange}" means nothing here: ${more}`);
  return read;
}

/** This process's words; where there is nothing to do, it ends here. */
export function commandLine<O extends Options>(shape: CommandLine<O>): Parsed<O> {
  try {
    const read = readWords(shape, process.argv.slice(2));
    if (read) return read;
    console.log(shape.help);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
