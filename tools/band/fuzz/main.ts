/** `npm run fuzz -- [--frames N] [--seed S] [protocol…]`: random and mutated frames, no mercy. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { commandLine } from '../../harness/command-line';
import { hasKit } from '../../harness/kits';
import { Mistake } from '../mistake';
import { noProtocol } from '../no-protocol';
import type { FuzzResult } from './fuzz';

const HELP = `npm run fuzz -- [--frames N] [--seed S] [protocol…]
  Reads N (1000000) random and mutated frames per protocol, half of them with their checksums put
  right, and runs sessions with a lying band: nothing may throw, hang or grow. The same seed (1)
  gives the same frames.`;

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** Longest time between two reports of a process. */
const SILENCE_MS = 60_000;
const HEAP_MB = 256;

function run(id: string, frames: number, seed: number): Promise<FuzzResult> {
  const options = [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', CHILD];
  const child = spawn(process.execPath, [...options, id, String(frames), String(seed)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve) => {
    let watchdog: NodeJS.Timeout;
    const end = (result: FuzzResult) => {
      clearTimeout(watchdog);
      child.kill('SIGKILL');
      resolve(result);
    };
    const failed = (failure: string) =>
      end({ frames: 0, sessions: 0, understood: 0, sealed: 0, failures: [failure] });
    const wait = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => failed(`no sign of life for ${SILENCE_MS / 1000} s`), SILENCE_MS);
    };
    child.on('message', ({ done, result }: { done?: number; result?: FuzzResult }) => {
      if (result) return end(result);
      wait();
      if (process.stdout.isTTY) process.stdout.write(`\r${id.padEnd(18)} ${done} frames`);
    });
    child.on('exit', (code) => failed(`the process ended with ${code}: more than ${HEAP_MB} MB?`));
    wait();
  });
}

async function main(): Promise<number> {
  const { values, positionals } = commandLine({
    name: 'npm run fuzz',
    help: HELP,
    options: {
      frames: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
    },
    operands: 'any',
  });
  const [frames, seed] = [Number(values.frames), Number(values.seed)];
  if (!/^\d+$/.test(values.frames) || frames < 1 || !/^-?\d+$/.test(values.seed)) {
    throw new Mistake('--frames and --seed are whole numbers, --frames at least 1.');
  }
  const known = DRIVERS.map(({ id }) => id);
  const unknown = positionals.find((id) => !hasKit(id));
  if (unknown !== undefined) throw new Mistake(noProtocol(unknown));
  let good = true;
  for (const id of positionals.length > 0 ? positionals : known) {
    const begin = performance.now();
    const { failures, sessions, understood, sealed, frames: read } = await run(id, frames, seed);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    const parts = `${understood} understood, ${sealed} wrong behind checksums that are right`;
    const said = `${read} frames (${parts}), ${sessions} sessions, ${seconds} s`;
    console.log(`\r${failures.length === 0 ? 'ok  ' : 'FAIL'}  ${id.padEnd(18)} ${said}`);
    for (const failure of failures) console.log(`      ${failure}`);
    good &&= failures.length === 0;
  }
  return good ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
