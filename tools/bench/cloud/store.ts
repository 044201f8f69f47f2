/** Races inside the store: a million lines back, boards over a million documents, synced writes. */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { journalLine } from '../../cloud/store/journal';
import { projector } from '../../cloud/store/project';
import { Store } from '../../cloud/store/store';
import { type Goal, median, ms, percentile, rate, table } from '../figures';
import { DAYS, dayId, dayText, friendIds, groupText, PEOPLE } from './data';

function writeMillion(folder: string): number {
  const path = join(folder, 'journal.log');
  const handle = openSync(path, 'w');
  let batch: Buffer[] = [journalLine('["h",1,"bench"]')];
  let lines = 1;
  const put = (json: string): void => {
    batch.push(journalLine(json));
    lines += 1;
    if (batch.length < 5000) return;
    writeSync(handle, Buffer.concat(batch));
    batch = [];
  };
  for (let day = 0; day < DAYS; day++) {
    for (let person = 0; person < PEOPLE; person++) {
      put(`["p","days","${dayId(person, day)}",${dayText(person, day)}]`);
    }
  }
  put(`["p","groups","g",{"_id":"g","rows":${JSON.stringify(groupText())}}]`);
  writeSync(handle, Buffer.concat(batch));
  closeSync(handle);
  return lines;
}

function timed(count: number, call: (n: number) => unknown): { p50: number; p95: number } {
  const figures: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    call(n);
    figures.push(performance.now() - start);
  }
  return { p50: median(figures), p95: percentile(figures, 0.95) };
}

/** A million lines, then boards over them. */
export async function raceMillion(folder: string, print: (text: string) => void): Promise<Goal[]> {
  const data = join(folder, 'million');
  mkdirSync(data, { recursive: true });
  const lines = writeMillion(data);
  const loads: number[] = [];
  let store: Store | undefined;
  for (let i = 0; i < 3; i++) {
    await store?.close();
    const start = performance.now();
    store = new Store({ folder: data });
    loads.push(performance.now() - start);
  }
  const load = median(loads);
  const projection = projector({ steps: 1 });
  const friends = (n: number): string[] =>
    store!
      .find('days', { _id: { $in: friendIds(n) } }, { limit: 1000 })
      .map((rec) => rec.projected(projection));
  const cold = timed(300, friends);
  const warm = timed(600, (n) => friends(n % 300));
  const plain = timed(300, (n) =>
    store!.find('days', { _id: { $in: friendIds(n) } }, { limit: 1000 }).map((rec) => rec.json),
  );
  const group = timed(300, () => store!.find('groups', { _id: 'g' }).map((rec) => rec.json));
  const row = (name: string, { p50, p95 }: { p50: number; p95: number }): string[] => [
    name,
    ms(p50),
    ms(p95),
  ];
  print(
    table([
      ['store part', 'p50', 'p95'],
      row('$in of 200 with field, documents not read before', cold),
      row('$in of 200 with field', warm),
      row('$in of 200, whole documents', plain),
      row('group of 500, one text field', group),
    ]),
  );
  print(`${rate(lines)} journal lines back in ${(load / 1000).toFixed(2)} s (median of 3)`);
  await store!.close();
  rmSync(data, { recursive: true });
  return [
    {
      name: 'a million lines back in at most 2.5 s',
      met: load <= 2500,
      figure: `${(load / 1000).toFixed(2)} s`,
    },
    {
      name: '$in of 200 over a million: store part at most 0.5 ms',
      met: warm.p50 <= 0.5,
      figure: ms(warm.p50),
    },
    {
      name: 'group of 500: store part at most 0.5 ms',
      met: group.p50 <= 0.5,
      figure: ms(group.p50),
    },
  ];
}

async function updates(store: Store, callers: number, seconds: number): Promise<number> {
  let done = 0;
  const until = performance.now() + seconds * 1000;
  const caller = async (id: number): Promise<void> => {
    while (performance.now() < until) {
      await store.update('counters', { _id: id }, { $inc: { n: 1 } }, { multi: false });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, i) => caller(i)));
  return done / seconds;
}

/** One write and one sync at a time: what the disk gives. */
function floor(folder: string, seconds: number): number {
  const handle = openSync(join(folder, 'floor.log'), 'w');
  const line = journalLine(
    '["p","counters",{"$numberInt":"1"},{"_id":{"$numberInt":"1"},"n":{"$numberInt":"1"}}]',
  );
  const until = performance.now() + seconds * 1000;
  let done = 0;
  for (; performance.now() < until; done++) {
    writeSync(handle, line);
    fdatasyncSync(handle);
  }
  closeSync(handle);
  return done / seconds;
}

/** Acknowledged, synced writes a second. */
export async function raceWrites(folder: string, print: (text: string) => void): Promise<Goal[]> {
  const data = join(folder, 'writes');
  const store = new Store({ folder: data });
  await store.insert(
    'counters',
    Array.from({ length: 64 }, (_, _id) => ({ _id, n: 0 })),
  );
  const rows: string[][] = [['synced writes', 'op/s']];
  rows.push(['floor: write + fdatasync, one at a time', rate(floor(data, 1))]);
  let eight = 0;
  for (const callers of [1, 8, 32]) {
    const figure = median([
      await updates(store, callers, 1),
      await updates(store, callers, 1),
      await updates(store, callers, 1),
    ]);
    if (callers === 8) eight = figure;
    rows.push([`${callers} caller${callers > 1 ? 's' : ''}`, rate(figure)]);
  }
  print(table(rows));
  await store.close();
  return [
    {
      name: '8 callers, every write synced: at least 2 500 a second',
      met: eight >= 2500,
      figure: rate(eight),
    },
  ];
}
