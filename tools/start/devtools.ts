/**
 * `npm run devtools`: everything that WeChat DevTools needs without an appid. Builds, and runs the local
 * cloud where a develop version looks for it (miniprogram/phone/devtools-cloud.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { commandLine } from '../harness/command-line';
import { DATA } from './data';
import { openDevtools } from './devtools-cloud';

/** As in miniprogram/phone/devtools-cloud.ts. */
const PORT = 4190;

/** The entries that project.config.json has ready. */
function conditions(): string[] {
  const { condition } = JSON.parse(readFileSync(join(ROOT, 'project.config.json'), 'utf8')) as {
    condition: { miniprogram: { list: { name: string }[] } };
  };
  return condition.miniprogram.list.map(({ name }) => name);
}

commandLine({
  name: 'npm run devtools',
  help: `npm run devtools     builds what WeChat DevTools needs, and runs the cloud of a project without an
                     appid at http://127.0.0.1:${PORT}, until Ctrl-C`,
});

const say = (line: string) => console.log(line);
try {
  const cloud = await openDevtools({
    data: join(DATA, 'devtools'),
    port: PORT,
    clock: Date.now,
    say,
  });
  say(`Cloud ready: http://127.0.0.1:${PORT}, for simulators of WeChat DevTools on this machine.`);
  say(`Open this folder in WeChat DevTools: ${ROOT}`);
  say('Leave the appid as it is (touristappid): with one of your own the app asks its own cloud.');
  say(`Beside the compile button: ${['普通编译', ...conditions()].join(', ')}.`);
  say('No Bluetooth there: 我的 → 厂商实验室 has virtual bands. Stop with Ctrl-C.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cloud.close().finally(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
