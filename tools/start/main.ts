/**
 * `npm start`: `PORT` chooses the port, `AT` the time in Shanghai that it is, `-- --fresh` begins with
 * empty data, `-- --project <folder>` opens another mini program.
 */
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { aheadTo, parseShanghai, startForeign } from '../preview';
import { propsModule } from './kits';
import { startPreview } from './start';

const DEFAULT_PORT = 4180;

function chosenPort(): number {
  const text = process.env.PORT;
  const port = text ? Number(text) : DEFAULT_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    stop(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

/** How far ahead of the machine's clock, in ms. */
function chosenAhead(): number {
  const text = process.env.AT?.trim();
  if (!text) return 0;
  const at = parseShanghai(text);
  if (at === null) stop(`AT must be a time in Shanghai such as "2026-11-22 20:36", not "${text}".`);
  return aheadTo(at);
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** Null is our own mini program. */
function chosenProject(): string | null {
  const at = process.argv.indexOf('--project');
  if (at < 0) return null;
  const folder = process.argv[at + 1];
  return folder ?? stop('--project needs the folder of a mini program after it.');
}

const port = chosenPort();
const ahead = chosenAhead();
const folder = chosenProject();
try {
  const options = { port, ahead, fresh: process.argv.includes('--fresh'), live: true };
  const preview = folder
    ? await startForeign({ ...options, folder, data: join(ROOT, '.projects'), props: propsModule })
    : await startPreview({ ...options, data: join(ROOT, '.data') });
  console.log(`Preview ready: ${preview.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void preview.close().finally(() => process.exit(0)));
  }
} catch (error) {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    stop(`Port ${port} is in use: choose another with PORT, for example ${port + 1}.`);
  }
  stop(error instanceof Error ? error.message : String(error));
}
