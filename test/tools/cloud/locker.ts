/** Tries for 200 folders, each with the lock of a dead process; prints how many it got. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../../tools/cloud/store/lock';

const [, , folder = '', start = '0'] = process.argv;
let got = 0;
for (let n = 0; n < 200; n++) mkdirSync(join(folder, String(n)), { recursive: true });
for (let n = 0; n < 200; n++) {
  const path = join(folder, String(n), 'lock');
  try {
    writeFileSync(path, '999999999 1\n', { flag: 'wx' });
  } catch {
    // Another of us put it there.
  }
}
while (Date.now() < Number(start));
for (let n = 0; n < 200; n++) {
  try {
    lockFolder(join(folder, String(n)));
    got += 1;
  } catch {
    // Somebody else has it.
  }
}
process.stdout.write(String(got));
while (Date.now() < Number(start) + 2500);
