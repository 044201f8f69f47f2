import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JournalIo } from '../../../tools/cloud/store/disk';
import { exportLines, importLines } from '../../../tools/cloud/store/dump';
import { Journal } from '../../../tools/cloud/store/journal';
import { lockFolder } from '../../../tools/cloud/store/lock';
import { Store } from '../../../tools/cloud/store/store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const journal = () => join(folder, 'journal.log');

async function contents(at: string): Promise<string[]> {
  const store = new Store({ folder: at });
  const all = store
    .names()
    .flatMap((name) => store.find(name, {}).map((rec) => `${name} ${rec.text}`));
  await store.close();
  return all.sort();
}

describe('the journal', () => {
  /** Writes and syncs that end only when the test says so. */
  function slowDisk() {
    const events: string[] = [];
    const waiting: (() => void)[] = [];
    const io: JournalIo = {
      write: (_handle, data, _at, done) => {
        events.push(`write ${data.toString('latin1').split('\n').length - 1}`);
        waiting.push(() => done(null, data.length));
      },
      sync: (_handle, _lone, done) => {
        events.push('sync');
        waiting.push(() => done(null));
      },
    };
    const step = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      waiting.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { io, events, step };
  }

  test('nobody is answered before the sync that covers the line', async () => {
    const { io, events, step } = slowDisk();
    const log = new Journal(journal(), 0, io);
    const answered: number[] = [];
    const wait = (seq: number) => void log.synced(seq)?.then(() => answered.push(seq));
    wait(log.append('["a"]'));
    await step();
    wait(log.append('["b"]'));
    wait(log.append('["c"]'));
    expect(answered).toEqual([]);
    await step();
    expect(answered).toEqual([1]);
    await step();
    expect(answered).toEqual([1]);
    await step();
    expect(answered).toEqual([1, 2, 3]);
    expect(events).toEqual(['write 1', 'sync', 'write 2', 'sync']);
  });

  test('after a failed sync nothing is acknowledged and nothing accepted', async () => {
    const full = new Error('ENOSPC');
    const io: JournalIo = {
      write: (_handle, data, _at, done) => done(null, data.length),
      sync: (_handle, _lone, done) => done(full),
    };
    const log = new Journal(journal(), 0, io);
    log.append('["a"]');
    await expect(log.synced()).rejects.toThrow('ENOSPC');
    expect(() => log.append('["b"]')).toThrow('ENOSPC');
  });
});

describe('recovery', () => {
  /** Writes with known effects; after each, how long the journal was and what it meant. */
  async function history(): Promise<{ size: number; state: string[] }[]> {
    const store = new Store({ folder });
    const points: { size: number; state: string[] }[] = [];
    const note = () => {
      const state = store.find('docs', {}).map((rec) => `docs ${rec.text}`);
      const end = readFileSync(journal()).indexOf(0);
      points.push({ size: end, state: state.sort() });
    };
    await store.insert('docs', [{ _id: 'é', n: 0 }]);
    note();
    for (let i = 0; i < 12; i++) {
      await store.set('docs', `k${i % 5}`, { n: i, text: '步'.repeat(i) });
      note();
      if (i % 4 === 3) {
        await store.remove('docs', { n: { $lt: i - 2 } }, { multi: true });
        note();
      }
    }
    const tx = store.begin();
    await store.set('docs', 'k1', { tx: 1 }, tx);
    await store.set('docs', 'k9', { tx: 1 }, tx);
    await store.commit(tx);
    note();
    await store.close();
    return points;
  }

  test('cut at any byte, everything written before is there and nothing half', async () => {
    const points = await history();
    const whole = readFileSync(journal());
    const other = join(folder, 'other');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length }),
        fc.uint8Array({ maxLength: 40 }),
        async (cut, garbage) => {
          rmSync(other, { recursive: true, force: true });
          mkdirSync(other);
          const left = Buffer.concat([whole.subarray(0, cut), garbage]);
          writeFileSync(join(other, 'journal.log'), left);
          // What comes behind a cut may be what stood there: a lone line end most of all.
          const differs = left.findIndex((byte, index) => byte !== whole[index]);
          const sound = differs < 0 ? left.length : differs;
          const expected = points.filter((point) => point.size <= sound).at(-1)?.state ?? [];
          expect(await contents(other)).toEqual(expected);
        },
      ),
      { numRuns: 100, examples: [[points[5]!.size - 1, Uint8Array.of(10)]] },
    );
  });

  test('a flipped byte ends the journal there and the rest is kept aside', async () => {
    const points = await history();
    const damaged = readFileSync(journal());
    const at = points[4]!.size + 30;
    damaged[at] = damaged[at]! ^ 1;
    writeFileSync(journal(), damaged);
    expect(await contents(folder)).toEqual(points[4]!.state);
    expect(existsSync(`${journal()}.cut`)).toBe(true);
  });

  test('after a cut the next write continues a valid journal', async () => {
    await history();
    truncateSync(journal(), statSync(journal()).size - 3);
    const store = new Store({ folder });
    expect(store.recovery.cut).toBeGreaterThan(0);
    await store.set('docs', 'new', { n: 1 });
    await store.close();
    expect((await contents(folder)).some((line) => line.includes('"new"'))).toBe(true);
  });

  test('compaction keeps the content and drops the rest', async () => {
    await history();
    const before = await contents(folder);
    const size = statSync(journal()).size;
    const store = new Store({ folder });
    const writing = [1, 2, 3].map((n) => store.set('docs', `w${n}`, { n }));
    await store.compact();
    await Promise.all(writing);
    await store.close();
    const after = await contents(folder);
    expect(after.filter((line) => !line.includes('"w'))).toEqual(before);
    expect(after.length).toBe(before.length + 3);
    expect(statSync(journal()).size).toBeLessThan(size);
  });

  test('a compaction that was interrupted changes nothing', async () => {
    await history();
    const before = await contents(folder);
    writeFileSync(`${journal()}.next`, 'half a file');
    expect(await contents(folder)).toEqual(before);
  });
});

describe('kill -9', () => {
  async function killed(afterAcks: number): Promise<number[]> {
    const program = join(__dirname, 'writer.ts');
    const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acked: number[] = [];
    await new Promise<void>((resolve) => {
      let rest = '';
      child.stdout!.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop()!;
        acked.push(...lines.map(Number));
        if (acked.length >= afterAcks) child.kill('SIGKILL');
      });
      child.on('exit', () => resolve());
    });
    return acked;
  }

  test('every acknowledged write is there, twice over, and the lock of the dead is taken', async () => {
    const all: number[] = [];
    for (const afterAcks of [40, 300]) {
      all.push(...(await killed(afterAcks)));
      const store = new Store({ folder });
      for (const n of all) expect(store.find('docs', { _id: n })[0]?.doc).toEqual({ _id: n, n });
      await store.close();
    }
    expect(all.length).toBeGreaterThanOrEqual(340);
  });
});

describe('one process per folder', () => {
  test('a second opener is refused by name', async () => {
    const store = new Store({ folder });
    expect(() => new Store({ folder })).toThrow(`in use by process ${process.pid}`);
    await store.close();
    const again = new Store({ folder });
    await again.close();
  });

  test('of several that find the lock of a dead process one takes it', async () => {
    const program = join(__dirname, 'locker.ts');
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--import', 'tsx', program, folder], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const lines = children.map(({ stdout }) => createInterface({ input: stdout }));
    const said = () =>
      Promise.all(lines.map((line) => once(line, 'line').then(([text]) => String(text))));
    expect(await said()).toEqual(children.map(() => 'ready'));
    for (const { stdin } of children) stdin.write('go\n');
    const taken = (await said()).map(Number);
    for (const { stdin } of children) stdin.end();
    expect(taken.reduce((sum, one) => sum + one)).toBe(200);
  });

  test('the lock of a process that is gone is taken', () => {
    writeFileSync(join(folder, 'lock'), '999999999 1\n');
    lockFolder(folder)();
  });

  test('the lock of a living process holds', () => {
    writeFileSync(join(folder, 'lock'), `${process.ppid}\n`);
    expect(() => lockFolder(folder)).toThrow('in use by process');
  });
});

describe('export and import', () => {
  test('JSON lines there and back', async () => {
    const store = new Store({ folder });
    const doc = {
      _id: 'x',
      n: 5,
      f: 0.5,
      when: new Date(1000),
      r: /a/i,
      list: [1, null, { b: true }],
    };
    await store.insert('docs', [doc]);
    await store.insert('more', [{ _id: 7 }]);
    const text = [...exportLines(store)].join('\n');
    expect(text.split('\n')[0]).toContain('"when":{"$date":"1970-01-01T00:00:01Z"}');
    const other = new Store({ folder: join(folder, 'other') });
    expect(await importLines(other, `${text}\n\n`)).toBe(2);
    expect(other.find('docs', {})[0]!.doc).toEqual(doc);
    expect(other.find('more', {})[0]!.doc).toEqual({ _id: 7 });
    await store.close();
    await other.close();
  });

  test('a bad line is named, and nothing is imported', async () => {
    const store = new Store({ folder });
    await expect(importLines(store, '{"collection":"a","document":{}}\nnope')).rejects.toThrow(
      'Line 2 is not JSON',
    );
    await expect(importLines(store, '{"collection":"a"}')).rejects.toThrow('Line 1 needs');
    expect(store.count('a', {})).toBe(0);
    await store.close();
  });
});

test('appending beside the store is noticed as a torn tail', async () => {
  const store = new Store({ folder });
  await store.set('docs', 'a', { n: 1 });
  await store.close();
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  copyFileSync(journal(), join(copy, 'journal.log'));
  appendFileSync(join(copy, 'journal.log'), '00000000 ["p","docs","a",{}]\n');
  expect(await contents(copy)).toHaveLength(1);
});
