/** `npm run band -- <command>`: what a maker needs to bring a band in. */
import { Mistake } from './mistake';

/** Runs with the words after its name; resolves to the exit code. */
type Command = (words: readonly string[]) => Promise<number>;

/** Loaded when they are asked for: all of them read the bands, which a maker is just writing. */
const COMMANDS: Readonly<Record<string, { use: string; load(): Promise<Command> }>> = {
  list: {
    use: 'list                      every protocol, its priority and what it can do',
    load: async () => (await import('./commands/list')).listCommand,
  },
  check: {
    use: 'check <id>|all [--all]    the conformance report; --all: trouble where the tests have it',
    load: async () => (await import('./commands/check')).checkCommand,
  },
  new: {
    use: 'new <id> [records|days]   a folder to start a protocol from, by what the band remembers',
    load: async () => (await import('./commands/new')).newCommand,
  },
  decode: {
    use: 'decode <id> <characteristic> <hex>…   what frames mean, as JSON',
    load: async () => (await import('./commands/decode')).decodeCommand,
  },
  record: {
    use: 'record <id> <session.json>   vectors of a session that the preview recorded',
    load: async () => (await import('./commands/record')).recordCommand,
  },
  codes: {
    use: 'codes <model> <serials.csv>   link, scene and barcode of every serial, to print',
    load: async () => (await import('./commands/codes')).codesCommand,
  },
  table: {
    use: "table                     writes README.md's table of supported bands",
    load: async () => (await import('./commands/table')).tableCommand,
  },
};

const help = ['npm run band --', ...Object.values(COMMANDS).map(({ use }) => `  ${use}`)].join(
  '\n',
);

async function main([name = 'help', ...words]: readonly string[]): Promise<number> {
  if ([name, ...words].some((word) => ['help', '--help', '-h'].includes(word))) {
    console.log(help);
    return 0;
  }
  if (!Object.hasOwn(COMMANDS, name))
    throw new Mistake(`There is no command "${name}": ${Object.keys(COMMANDS).join(', ')}.`);
  const command = await COMMANDS[name]!.load();
  return command(words);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
