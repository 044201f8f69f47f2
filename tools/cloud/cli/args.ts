/** Command-line words: a command, its operands, and `--name value` options. */

export interface Args {
  command: string;
  operands: string[];
  options: ReadonlyMap<string, string | true>;
}

const WITH_VALUE = new Set([
  'push-to',
  'port',
  'data',
  'functions',
  'indexes',
  'openid',
  'unionid',
  'check',
]);
const WITHOUT_VALUE = new Set(['fresh', 'anonymous', 'strict', 'help', 'quiet']);

/**
 * Reads the words after `npm run cloud --`.
 * @throws Error in one sentence
 */
export function parseArgs(words: readonly string[]): Args {
  const operands: string[] = [];
  const options = new Map<string, string | true>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!word.startsWith('--')) {
      operands.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s);
    if (WITHOUT_VALUE.has(name)) options.set(name, true);
    else if (!WITH_VALUE.has(name)) {
      throw new Error(`There is no option --${name}: see npm run cloud -- help.`);
    } else {
      const value = inline ?? words[++i];
      if (value === undefined || (inline === undefined && value.startsWith('--')))
        throw new Error(`The option --${name} needs a value.`);
      options.set(name, value);
    }
  }
  const command = operands.shift() ?? (options.has('help') ? 'help' : '');
  return { command, operands, options };
}

/** `--port`, or the environment's PORT, or undefined. */
export function portOf(options: Args['options']): number | undefined {
  const text = options.get('port') ?? process.env.PORT;
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`${text} is not a port: use a number from 0 to 65535.`);
  }
  return port;
}
