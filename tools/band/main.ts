/** `npm run band -- <command>`: what a maker needs to bring a band in. */
import { checkCommand } from './commands/check';
import { decodeCommand } from './commands/decode';
import { listCommand } from './commands/list';
import { newCommand } from './commands/new';
import { tableCommand } from './commands/table';
import { Mistake } from './mistake';

/** Runs with the words after its name; resolves to the exit code. */
export type Command = (words: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, { use: string; run: Command }>> = {
  list: {
    use: 'list                      every protocol, its priority and what it can do',
    run: listCommand,
  },
  check: {
    use: 'check <id>|all            the conformance report, clause by clause',
    run: checkCommand,
  },
  new: { use: 'new <id>                  a folder to start a protocol from', run: newCommand },
  decode: {
    use: 'decode <id> <characteristic> <hex>…   what frames mean, as JSON',
    run: decodeCommand,
  },
  table: {
    use: "table                     writes README.md's table of supported bands",
    run: tableCommand,
  },
};

const help = ['npm run band --', ...Object.values(COMMANDS).map(({ use }) => `  ${use}`)].join(
  '\n',
);

const [name = 'help', ...words] = process.argv.slice(2);
const asksForHelp = [name, ...words].some((word) => ['help', '--help', '-h'].includes(word));
try {
  if (asksForHelp) console.log(help);
  else if (Object.hasOwn(COMMANDS, name)) process.exitCode = await COMMANDS[name]!.run(words);
  else throw new Mistake(`There is no command "${name}": ${Object.keys(COMMANDS).join(', ')}.`);
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
