/** `npm start`: the preview of our mini program, or of another one. */
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { commandLine } from '../harness/command-line';
import { aheadTo, parseShanghai, startForeign } from '../preview';
import { DATA } from './data';
import { bandsModule } from './kits';
import { startPreview } from './start';

const DEFAULT_PORT = 4180;

const { values: said } = commandLine({
  name: 'npm start',
  help: `npm start                           the preview in a browser, at http://127.0.0.1:${DEFAULT_PORT}
npm start -- --fresh                begin with empty data
npm start -- --project <folder>     another native mini program than ours
PORT=5000 npm start                 another port; 0 takes a free one
AT="2026-11-22 20:36" npm start     another time, in Shanghai`,
  options: { fresh: { type: 'boolean' }, project: { type: 'string' } },
});

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

const port = chosenPort();
const ahead = chosenAhead();
try {
  const options = { port, ahead, fresh: said.fresh === true, live: true };
  const preview = said.project
    ? await startForeign({
        ...options,
        folder: said.project,
        data: join(ROOT, '.projects'),
        props: bandsModule,
      })
    : await startPreview({ ...options, data: DATA });
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
