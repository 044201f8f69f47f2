/** Writes numbered documents, eight at a time, and prints each number once it is acknowledged. */
import { writeSync } from 'node:fs';
import { Store } from '../../../tools/cloud/store/store';

const store = new Store({ folder: process.argv[2]! });
let next = store.count('docs', {});

async function writer(): Promise<void> {
  for (;;) {
    const n = next++;
    await store.set('docs', n, { n });
    say(`${n}\n`);
  }
}

/** At once: whoever listens ends this process at any moment. A full pipe is emptied by them. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'EAGAIN') throw failure;
    }
  }
}

for (let i = 0; i < 8; i++) void writer();
