/** R10-4: an export is complete, can be checked and counted again, and is its owner's alone. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BandTold, DayDoc } from '../../cloudfunctions/activity';
import { storeTold } from '../../cloudfunctions/activity/told';
import { OWNED } from '../../cloudfunctions/erasure';
import { makeExports } from '../../cloudfunctions/exports';
import { runJobs } from '../../cloudfunctions/jobs';
import { addDays } from '../../miniprogram/contract/activity';
import type { ExportFile } from '../../miniprogram/contract/api';
import { countDay, type DaySource, type DayTotal } from '../../miniprogram/contract/counting';
import { DAY, dayOfSlots, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});
const { ann, ben } = PEOPLE;
beforeEach(() => inside.setTime(NOON));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const clock = () => runJobs([makeExports]);
const get = (who: string = ann) => inside.ask(who, 'export.get', {});

interface Exported {
  ruleVersion: number;
  offsetSeconds: number;
  lines: { collection: string; sha256: string; document: Record<string, unknown> }[];
}

/** Asks for it, has it made, and downloads both files by their addresses. */
async function taken(): Promise<{ text: string; json: Exported; csv: string[][] }> {
  await inside.ask(ann, 'export.start', {});
  await clock();
  const ready = await get();
  if (ready.state !== 'ready') throw new Error(ready.state);
  const read = async ({ address, sha256: sum, bytes }: ExportFile) => {
    const whole = await (await fetch(address)).text();
    expect([sum, bytes]).toEqual([sha256(whole), Buffer.byteLength(whole)]);
    return whole;
  };
  const text = await read(ready.json);
  const csv = (await read(ready.csv)).trimEnd().split('\r\n');
  return { text, json: JSON.parse(text), csv: csv.map((line) => line.split(',')) };
}

/** The days of the database, as they are counted. */
const counted = () =>
  inside.cloud.store
    .find('days', { uid: town.uids.ann })
    .map(({ doc }) => doc.total as unknown as DayTotal)
    .sort((a, b) => a.day - b.day);

test('every document that is the person’s is in it, as it is stored, and nothing of WeChat’s', async () => {
  // A slot is among it that the rule refuses.
  const days = [dayOfSlots(TODAY, { 30: 450, 31: 4210 })];
  await inside.ask(ann, 'activity.upload', { band: town.band, days });
  await inside.push(ann, { MsgType: 'text', MsgId: 9, Content: '你好', CreateTime: NOON });
  const { text, json } = await taken();
  expect(text).not.toContain(ann);
  const who = { uid: town.uids.ann, openid: ann, at: NOON };
  for (const [name, { whose, told }] of Object.entries(OWNED)) {
    const stored = whose(who)
      .flatMap((where) => inside.cloud.store.find(name, plain(where)))
      .map(({ doc }) => doc as Record<string, unknown>)
      // It is told of when it is ready, after it was made.
      .filter(({ kind }) => kind !== 'export-ready');
    const exported = json.lines.filter(({ collection }) => collection === name);
    if ('not' in told) expect(exported).toEqual([]);
    else {
      const own = stored.flatMap((doc) => (told.own ? (told.own(doc, who) ?? []) : doc));
      const kept = own.map((doc) =>
        Object.fromEntries(Object.entries(doc).filter(([field]) => !told.without.includes(field))),
      );
      const texts = (all: object[]) => all.map((one) => JSON.stringify(sorted(one))).sort();
      const whole = exported.map(({ document }) =>
        name === 'days' ? asStored(document) : document,
      );
      expect([name, texts(whole)]).toEqual([name, texts(kept)]);
    }
  }
});

test('R10-4 a block is told to whoever made it: to the other not even that there is one', async () => {
  const { uids } = town;
  // Kid and Ann never were friends, and Kid blocks her; so does Sam, whom she blocks, too.
  await inside.ask(PEOPLE.sam, 'friend.block', { uid: uids.ann });
  await inside.ask(ann, 'friend.block', { uid: uids.sam });
  await inside.ask(ben, 'friend.block', { uid: uids.ann });
  const { json } = await taken();
  const edges = json.lines.flatMap((line) => (line.collection === 'edges' ? [line.document] : []));
  const withWhom = (uid: string) => edges.find(({ pair }) => (pair as string[]).includes(uid));
  expect(withWhom(uids.kid)).toBeUndefined();
  expect(withWhom(uids.sam)).toMatchObject({ members: [], blockedBy: [uids.ann] });
  expect(withWhom(uids.sam)).not.toHaveProperty('at');
  expect(withWhom(uids.ben)).toMatchObject({ members: [] });
  expect(withWhom(uids.ben)).not.toHaveProperty('blockedBy');
  expect(JSON.stringify(json)).not.toContain(uids.kid);
});

test('R10-4 nor does it count one: how far it is counts what it tells, and nothing else', async () => {
  await inside.ask(ann, 'export.start', {});
  await makeExports.step(null, NOON);
  const begun = await get();
  const { json } = await taken();
  const days = json.lines.filter(({ collection }) => collection === 'days').length;
  const all = { slots: days, days, rest: json.lines.length - days };
  expect(begun).toMatchObject({
    progress: { slots: { all: all.slots }, days: { all: all.days }, rest: { all: all.rest } },
  });
});

/** A day of an export as the database has it. */
const asStored = (document: Record<string, unknown>) => ({
  ...document,
  told: (document.told as BandTold[]).map(storeTold),
});
const sorted = (one: object) => Object.fromEntries(Object.entries(one).sort());
/** The table's conditions as the store takes them. */
const plain = (where: object): Record<string, never> =>
  Object.fromEntries(
    Object.entries(where).map(([field, value]) => [
      field,
      typeof value === 'object' ? { $lte: NOON } : value,
    ]),
  ) as never;

describe('the days are counted again', () => {
  beforeEach(async () => {
    const days = [dayOfSlots(TODAY - 3, { 10: 700, 50: 41 }), dayOfSlots(TODAY - 2, { 11: 9 })];
    await inside.ask(ann, 'activity.upload', { band: town.band, days });
    await inside.ask(ann, 'activity.upload', {
      band: town.virtual,
      days: [dayOfSlots(TODAY - 3, { 10: 5000 })],
    });
    const counter = { day: TODAY - 2, slots: {}, counter: { steps: 8000, metres: 5000 } };
    await inside.ask(ann, 'activity.upload', { band: town.band, days: [counter] });
    await inside.ask(ann, 'activity.dropCounter', { band: town.band, day: TODAY });
  });

  test('from the JSON, to the same numbers', async () => {
    const { json } = await taken();
    const days = json.lines.filter(({ collection }) => collection === 'days');
    const again = days.map(({ document }) => {
      const { day, told } = document as unknown as Pick<DayDoc, 'day'> & { told: BandTold[] };
      const sources = told.map(({ band, slots, counter, counterDropped, virtual }): DaySource => {
        const read = Object.keys(slots).length > 0 ? 'direct' : 'counter';
        const source = { source: band, sourceClass: virtual ? 'virtual' : read, day, slots };
        return { ...source, ...(counter && !counterDropped && { counter }) } as DaySource;
      });
      return countDay(day, sources, json.ruleVersion);
    });
    expect(again.sort((a, b) => a.day - b.day)).toEqual(counted());
    expect(again).toHaveLength(6);
  });

  test('from the CSV, to the same steps', async () => {
    const { csv } = await taken();
    const [header, ...rows] = csv;
    const column = (row: string[], name: string) => row[header!.indexOf(name)]!;
    const sources = new Map<string, DaySource>();
    for (const row of rows) {
      const kind = column(row, 'kind');
      if (kind === 'day' || column(row, 'counts') === '0') continue;
      const [band, day] = [column(row, 'band'), Number(column(row, 'day'))];
      const virtual = column(row, 'class') === 'virtual';
      const known = sources.get(`${band} ${day}`);
      const source: DaySource = known ?? { source: band, sourceClass: 'counter', day, slots: {} };
      const amount = { steps: Number(column(row, 'steps')) };
      if (kind === 'slot') source.slots[Number(column(row, 'slot'))] = amount;
      else source.counter = amount;
      if (virtual || kind === 'slot') source.sourceClass = virtual ? 'virtual' : 'direct';
      sources.set(`${band} ${day}`, source);
    }
    for (const total of counted()) {
      const mine = [...sources.values()].filter(({ day }) => day === total.day);
      const again = countDay(total.day, mine, total.ruleVersion);
      expect([total.day, again.steps, again.sourceClass]).toEqual([
        total.day,
        total.steps,
        total.sourceClass,
      ]);
      const row = rows.find((one) => column(one, 'kind') === 'day' && Number(one[1]) === total.day);
      expect(Number(column(row!, 'steps'))).toBe(total.steps);
      expect(column(row!, 'offset_seconds')).toBe('28800');
    }
  });

  test('every line has its hash', async () => {
    const { json, csv } = await taken();
    for (const { sha256: hash, document } of json.lines) {
      expect(sha256(JSON.stringify(document))).toBe(hash);
    }
    for (const cells of csv.slice(1))
      expect(sha256(cells.slice(0, -1).join(','))).toBe(cells.at(-1));
  });
});

describe('an export', () => {
  test('is made by the clock, told of, and its owner’s alone', async () => {
    expect(await get()).toEqual({ state: 'none' });
    expect(await inside.ask(ann, 'export.start', {})).toEqual({ state: 'making' });
    expect(await get()).toEqual({ state: 'making', progress: null });
    await clock();
    expect(await get()).toMatchObject({ state: 'ready', until: NOON + DAY });
    expect(await get(ben)).toEqual({ state: 'none' });
    const { notices } = await inside.ask(ann, 'account.enter', {});
    expect(notices.filter(({ kind }) => kind === 'export-ready')).toHaveLength(1);
  });

  test('tells how far it is, and goes on where it was', async () => {
    for (let day = 1; day <= 60; day++) {
      const days = [dayOfSlots(addDays(TODAY, -day), { 10: 100 + day })];
      for (const band of [town.band, town.virtual]) {
        await inside.ask(ann, 'activity.upload', { band, days });
      }
    }
    await inside.ask(ann, 'export.start', {});
    const piece = () => makeExports.step(null, NOON);
    const told: number[] = [];
    for (;;) {
      await piece();
      const now = await get();
      if (now.state !== 'making') break;
      const { slots, days, rest } = now.progress!;
      expect(days.all).toBeGreaterThanOrEqual(60);
      expect(slots).toEqual(days);
      told.push(slots.done + days.done + rest.done);
      // Nobody goes on for a while, and then two at once do.
      inside.setTime(NOON + told.length * 600);
      await Promise.all([piece(), piece()].map((run) => run.catch(() => null)));
    }
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(inside.cloud.store.find('exportParts', {})).toEqual([]);
    const ready = await get();
    if (ready.state !== 'ready') throw new Error(ready.state);
    const { lines } = (await (await fetch(ready.json.address)).json()) as Exported;
    const exported = lines.filter(({ collection }) => collection === 'days');
    const ids = new Set(exported.map(({ document }) => document._id));
    const stored = inside.cloud.store.find('days', { uid: town.uids.ann });
    expect([exported.length, ids.size]).toEqual([stored.length, stored.length]);
  });

  test('is one a day, and gone after it with its files', async () => {
    await taken();
    const { json, csv } = inside.cloud.store.find('exports', { _id: town.uids.ann })[0]!
      .doc as unknown as { json: string; csv: string };
    expect(await inside.ask(ann, 'export.start', {})).toEqual({ state: 'ready' });
    inside.setTime(NOON + DAY);
    expect(await get()).toEqual({ state: 'none' });
    await clock();
    for (const file of [json, csv]) expect(inside.cloud.storage.get(file)).toBeUndefined();
    expect(await inside.ask(ann, 'export.start', {})).toEqual({ state: 'making' });
  });

  test('whose making fails is made by the next run', async () => {
    await inside.ask(ann, 'export.start', {});
    inside.cloud.faults.add({ action: 'storage.getUploadMetadata', kind: 'timeout-before' });
    await clock();
    expect(await get()).toMatchObject({ state: 'making' });
    inside.clearFaults();
    inside.setTime(NOON + 600);
    await clock();
    expect((await get()).state).toBe('ready');
  });

  test('in whose making the clock dies keeps nobody else waiting', async () => {
    await inside.ask(ann, 'export.start', {});
    await inside.ask(ben, 'export.start', {});
    let dead = false;
    inside.cloud.faults.add({
      ...{ action: '*', kind: 'quota', times: Number.POSITIVE_INFINITY },
      when(params) {
        dead ||= params.collectionName === 'days' && String(params.query).includes(town.uids.ann);
        return dead;
      },
    });
    for (let run = 0; run < 3; run++) {
      dead = false;
      inside.setTime(NOON + run * 600);
      await clock();
    }
    dead = false;
    inside.clearFaults();
    expect([(await get(ben)).state, (await get(ann)).state]).toEqual(['ready', 'making']);
    inside.setTime(NOON + 3 * 600);
    await clock();
    expect((await get(ann)).state).toBe('ready');
  });

  test.each([
    ['identities', ann],
    ['people', null],
  ])('of somebody who went meanwhile is not made: %s', async (name, id) => {
    await inside.ask(ann, 'export.start', {});
    const _id = id ?? town.uids.ann;
    await inside.cloud.store.remove(name, { _id }, { multi: false });
    await clock();
    expect(inside.cloud.store.find('exports', {})).toEqual([]);
  });
});
