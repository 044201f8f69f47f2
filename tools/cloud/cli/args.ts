/** Command-line words: a command, its operands, and `--name value` options. */

export interface Args {
  command: string;
  operands: string[];
  options: ReadonlyMap<string, string | true>;
  /** `--env NAME=VALUE`, as often as given. */
  env: Readonly<Record<string, string>>;
}

/** The platform sets these itself. */
const PLATFORM = /^(TCB|SCF|WX|TENCENTCLOUD|TRIGGER)_/;

/** Reads one `NAME=VALUE`. */
function variable(text: string): [name: string, value: string] {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`--env takes NAME=VALUE, not ${text}.`);
  }
  if (PLATFORM.test(name)) throw new Error(`The platform sets ${name}: choose another name.`);
  if (name.startsWith('BANDMATES_') && process.env[name] !== undefined) {
    throw new Error(`${name} is set in this shell, which wins: unset it or leave --env out.`);
  }
  return [name, value];
}

const WITH_VALUE = new Set([
  'env',
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
  const env: Record<string, string> = {};
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
      if (name === 'env') {
        const [key, text] = variable(value);
        env[key] = text;
      }
    }
  }
  const command = operands.shift() ?? (options.has('help') ? 'help' : '');
  return { command, operands, options, env };
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
