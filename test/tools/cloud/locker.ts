/**
 * Tries for 200 folders, each with the lock of a dead process. Says that it is ready, begins when it is
 * told to, prints how many it got, and lives until its input ends: a lock is its owner's while they live.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../../tools/cloud/store/lock';

const [, , folder = ''] = process.argv;
for (let n = 0; n < 200; n++) mkdirSync(join(folder, String(n)), { recursive: true });
for (let n = 0; n < 200; n++) {
  const path = join(folder, String(n), 'lock');
  try {
    writeFileSync(path, '999999999 1\n', { flag: 'wx' });
  } catch {
    // Another of us put it there.
  }
}
process.stdin.once('data', () => {
  let got = 0;
  for (let n = 0; n < 200; n++) {
    try {
      lockFolder(join(folder, String(n)));
      got += 1;
    } catch {
      // Somebody else has it.
    }
  }
  process.stdout.write(`${got}\n`);
});
process.stdout.write('ready\n');
