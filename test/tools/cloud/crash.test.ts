/**
 * Power cuts. A disk made of sectors takes the journal's writes: what was synced stays, of the rest
 * any sectors may be there and others not, in any order, and the file may be as long as it was
 * before or after. Whatever is left, the store opens with everything acknowledged and nothing half.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JournalIo } from '../../../tools/cloud/store/disk';
import { Journal } from '../../../tools/cloud/store/journal';
import { Store } from '../../../tools/cloud/store/store';

const SECTOR = 512;

/** Draws from a list of random numbers, again and again. */
function dice(numbers: readonly number[]): () => number {
  let at = 0;
  return () => numbers[at++ % numbers.length]!;
}

/** A disk that loses what was not synced, sector by sector. */
class Disk {
  #durable: Buffer;
  #dirty: { at: number; data: Buffer }[] = [];
  /** Calls until the power goes; then nothing is answered any more. */
  #left: number;
  #unanswered: () => void = () => undefined;

  constructor(content: Buffer, calls: number) {
    this.#durable = content;
    this.#left = calls;
  }

  readonly io: JournalIo = {
    write: (_handle, data, at, done) => {
      this.#dirty.push({ at, data: Buffer.from(data) });
      if (this.#left-- > 0) done(null, data.length);
      else this.#unanswered = () => done(new Error('power cut'), 0);
    },
    sync: (_handle, _lone, done) => {
      if (this.#left-- <= 0) {
        this.#unanswered = () => done(new Error('power cut'));
        return;
      }
      this.#durable = this.#image(() => 1);
      this.#dirty = [];
      done(null);
    },
  };

  /** What the next start finds: `chance()` odd keeps a sector (and, first, the new length). */
  #image(chance: () => number): Buffer {
    const longest = Math.max(
      this.#durable.length,
      ...this.#dirty.map(({ at, data }) => at + data.length),
    );
    const image = Buffer.alloc(chance() % 2 ? longest : this.#durable.length);
    this.#durable.copy(image);
    for (const { at, data } of this.#dirty) {
      for (let from = at; from < at + data.length; ) {
        const to = Math.min(at + data.length, (Math.floor(from / SECTOR) + 1) * SECTOR);
        if (chance() % 2 && from < image.length) data.copy(image, from, from - at, to - at);
        from = to;
      }
    }
    return image;
  }

  /** Ends the journal on it and gives what the disk kept. */
  async crash(log: Journal, chance: () => number): Promise<Buffer> {
    this.#unanswered();
    await log.close();
    return this.#image(chance);
  }
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'journal.log');
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** The numbers of the documents the store finds, in order. */
async function found(): Promise<number[]> {
  const store = new Store({ folder });
  const numbers = store.find('docs', {}).map((rec) => Number(rec.key));
  await store.close();
  return numbers;
}

/**
 * One life of the journal on `content`: batches of documents with texts of the given lengths, until
 * the power goes. Leaves what the disk kept; gives how many documents were acknowledged.
 */
async function life(
  from: number,
  batches: readonly (readonly number[])[],
  calls: number,
  chance: () => number,
): Promise<number> {
  const content = readFileSync(path());
  const disk = new Disk(content, calls);
  const log = new Journal(path(), content.length, disk.io);
  let next = from;
  let acknowledged = from;
  for (const lengths of batches) {
    for (const length of lengths) {
      const n = next++;
      const id = `{"$numberInt":"${n}"}`;
      const seq = log.append(`["p","docs",${id},{"_id":${id},"text":"${'x'.repeat(length)}"}]`);
      log.synced(seq)?.then(
        () => {
          acknowledged = Math.max(acknowledged, n + 1);
        },
        () => undefined,
      );
    }
    await turn();
    await turn();
  }
  writeFileSync(path(), await disk.crash(log, chance));
  return acknowledged;
}

const batches = fc.array(
  fc.array(fc.oneof(fc.nat(40), fc.nat(3000), fc.constant(70_000)), { minLength: 1, maxLength: 4 }),
  { maxLength: 6 },
);
const randomness = fc.array(fc.nat(7), { minLength: 20, maxLength: 60 });

describe('a power cut', () => {
  test('of any sectors leaves everything acknowledged and nothing half, twice over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ batches, calls: fc.nat(12), randomness }), {
          minLength: 2,
          maxLength: 3,
        }),
        async (lives) => {
          writeFileSync(path(), '');
          let there = 0;
          for (const one of lives) {
            const acknowledged = await life(there, one.batches, one.calls, dice(one.randomness));
            const numbers = await found();
            expect(numbers).toEqual(numbers.map((_, i) => i));
            expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
            there = numbers.length;
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('with a later sector on disk and an earlier one not: nothing behind the gap comes back', async () => {
    const line = (n: number, text: string) => `["p","docs","k${n}",{"_id":"k${n}","t":"${text}"}]`;
    const store = new Store({ folder });
    await store.set('docs', 'k0', { t: '' });
    await store.close();
    const before = readFileSync(path());
    const disk = new Disk(before, 1);
    const log = new Journal(path(), before.length, disk.io);
    for (let n = 1; n < 40; n++) log.append(line(n, 'y'.repeat(60)));
    await turn();
    const torn = await disk.crash(log, () => 1);
    torn.fill(0, before.length, SECTOR * 2);
    writeFileSync(path(), torn);
    const after = new Store({ folder });
    expect(after.find('docs', {}).map((rec) => rec.key)).toEqual(['k0']);
    await after.set('docs', 'k1', { t: 'new' });
    await after.close();
    const again = new Store({ folder });
    expect(again.find('docs', {}).map((rec) => rec.key)).toEqual(['k0', 'k1']);
    await again.close();
  });
});

describe('the room ahead of the end', () => {
  test('is zeros while the store runs, and gone when it is closed', async () => {
    const store = new Store({ folder });
    await store.set('docs', 'a', { n: 1 });
    const running = readFileSync(path());
    const end = running.indexOf(0);
    expect(end).toBeGreaterThan(0);
    expect(running[end - 1]).toBe(0x0a);
    expect(running.subarray(end).every((byte) => byte === 0)).toBe(true);
    expect(running.length - end).toBeGreaterThan(32_000);
    await store.close();
    expect(readFileSync(path()).equals(running.subarray(0, end))).toBe(true);
  });

  test('is not made by a store that only reads', async () => {
    const store = new Store({ folder });
    await store.set('docs', 'a', { n: 1 });
    await store.close();
    const { size } = statSync(path());
    const reader = new Store({ folder });
    reader.find('docs', {});
    expect(statSync(path()).size).toBe(size);
    await reader.close();
  });

  test('left by a killed process is no damage: nothing is cut and nothing kept aside', async () => {
    const store = new Store({ folder });
    await store.set('docs', 'a', { n: 1 });
    const killed = readFileSync(path());
    await store.close();
    writeFileSync(path(), killed);
    const after = new Store({ folder });
    expect(after.recovery.cut).toBe(0);
    expect(after.find('docs', {})).toHaveLength(1);
    await after.close();
  });

  test('follows a compaction too', async () => {
    const store = new Store({ folder });
    for (let n = 0; n < 5; n++) await store.set('docs', 'a', { n });
    await store.compact();
    const compacted = readFileSync(path());
    expect(compacted.includes(0)).toBe(false);
    await store.set('docs', 'b', { n: 1 });
    const running = readFileSync(path());
    expect(running.subarray(0, compacted.length).equals(compacted)).toBe(true);
    expect(running.at(-1)).toBe(0);
    await store.close();
    expect(await found()).toHaveLength(2);
  });
});
