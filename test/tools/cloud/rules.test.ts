import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { aggregate } from '../../../tools/cloud/store/aggregate';
import { projector } from '../../../tools/cloud/store/project';
import { Store } from '../../../tools/cloud/store/store';
import { AGGREGATE_RULES, FIND_RULES, UPDATE_RULES } from './rules';
import { EXPRESSION_ROWS, SUBJECT } from './rules/expressions';
import { GEO_ROWS } from './rules/geo';
import { ORDER_ROWS } from './rules/orders';
import { PROJECTION_ROWS } from './rules/projections';
import { QUERY_ROWS } from './rules/queries';
import { STAGE_ROWS } from './rules/stages';
import { STORED_ROWS } from './rules/stored';
import { UPDATE_ROWS } from './rules/updates';

const folder = mkdtempSync(join(tmpdir(), 'rules-'));
const store = new Store({ folder: join(folder, 'plain'), clock: () => 1_000_000 });
const PATHS = ['a', 'a.x', 'a.b', 'l.s', 'name', 'age', 'tags', 'home.city'];
/** The same with an index for everything. */
const indexed = new Store({
  folder: join(folder, 'indexed'),
  indexes: { docs: PATHS.map((path) => ({ name: path, keys: { [path]: 1 as const } })) },
});
afterAll(async () => {
  await store.close();
  await indexed.close();
  rmSync(folder, { recursive: true });
});

async function fill(docs: readonly Record<string, unknown>[]): Promise<void> {
  await store.remove('docs', {}, { multi: true });
  await store.insert('docs', docs);
}

const named = <T extends { name: string }>(rows: readonly T[]) =>
  rows.map((row) => [row.name, row] as const);

describe('queries and sorting', () => {
  test.each(named([...FIND_RULES, ...QUERY_ROWS, ...ORDER_ROWS, ...GEO_ROWS]))(
    '%s',
    async (_name, rule) => {
      await fill(rule.docs);
      const sort = Object.entries(rule.sort ?? {});
      const run = () => store.find('docs', rule.where, { sort }).map((rec) => rec.doc._id);
      if (rule.fails !== undefined) expect(run).toThrow(rule.fails);
      else if (rule.sort) expect(run()).toEqual(rule.ids);
      else expect(run().sort()).toEqual([...(rule.ids ?? [])].sort());
    },
  );
});

describe('the same with indexes', () => {
  test.each(named([...FIND_RULES, ...QUERY_ROWS, ...ORDER_ROWS]))('%s', async (_name, rule) => {
    await indexed.remove('docs', {}, { multi: true });
    await indexed.insert('docs', rule.docs);
    const sort = Object.entries(rule.sort ?? {});
    const run = () => indexed.find('docs', rule.where, { sort }).map((rec) => rec.doc._id);
    if (rule.fails !== undefined) expect(run).toThrow(rule.fails);
    else if (rule.sort) expect(run()).toEqual(rule.ids);
    else expect(run().sort()).toEqual([...(rule.ids ?? [])].sort());
  });
});

describe('updates', () => {
  test.each(named([...UPDATE_RULES, ...UPDATE_ROWS]))('%s', async (_name, rule) => {
    await fill([rule.doc]);
    const done = store.update('docs', rule.where ?? { _id: 'x' }, rule.update, { multi: false });
    if (rule.fails !== undefined) {
      await expect(done).rejects.toThrow(rule.fails);
      expect(store.find('docs', {})[0]!.doc).toEqual(rule.doc);
      return;
    }
    expect(await done).toBeLessThanOrEqual(1);
    expect(store.find('docs', {})[0]!.doc).toEqual(rule.after);
  });

  const about = 'a bad operand is told, whatever is stored';
  test.each(named(UPDATE_ROWS.filter((row) => row.name.startsWith(about))))(
    'when nothing matches: %s',
    async (_name, rule) => {
      const done = store.update('docs', { _id: 'none' }, rule.update, { multi: true });
      await expect(done).rejects.toThrow(rule.fails);
    },
  );
});

describe('documents stored whole', () => {
  const doc = { _id: 'x', a: 'before' };
  const writes: Record<string, (fields: Record<string, unknown>) => Promise<unknown>> = {
    add: (fields) => store.insert('docs', [{ _id: 'y', ...fields }]),
    'set of a new one': (fields) => store.set('docs', 'y', fields),
    'set of one that is there': (fields) => store.set('docs', 'x', fields),
  };
  const rows = Object.keys(writes).flatMap((write) =>
    STORED_ROWS.map(
      ([name, fields, fails]) => [`${write}: ${name}`, write, fields, fails] as const,
    ),
  );
  test.each(rows)('%s', async (_name, write, fields, fails) => {
    await fill([doc]);
    const done = writes[write]!(fields);
    if (fails === null) {
      await done;
      const id = write === 'set of one that is there' ? 'x' : 'y';
      expect(store.find('docs', { _id: id })[0]!.doc).toEqual({ _id: id, ...fields });
    } else {
      await expect(done).rejects.toThrow(fails);
      expect(store.find('docs', {}).map((rec) => rec.doc)).toEqual([doc]);
    }
  });
});

describe('projections', () => {
  test.each(named(PROJECTION_ROWS))('%s', (_name, { doc, fields, out, fails }) => {
    if (fails !== undefined) {
      expect(() => projector(fields)).toThrow(fails);
      return;
    }
    const before = JSON.stringify(doc);
    expect(projector(fields).pick(doc)).toEqual(out);
    expect(JSON.stringify(doc)).toBe(before);
  });
});

describe('expressions', () => {
  test.each(named(EXPRESSION_ROWS))('%s', async (_name, { expression, value, fails }) => {
    await fill([SUBJECT]);
    const run = () =>
      aggregate(store, 'docs', [{ name: '$addFields', spec: { v: expression } }])[0]!;
    if (fails !== undefined) expect(run).toThrow(fails);
    else expect(run().v).toEqual(value);
  });
});

describe('aggregation', () => {
  test.each(named([...AGGREGATE_RULES, ...STAGE_ROWS]))('%s', async (_name, rule) => {
    await fill(rule.docs);
    const stages = rule.stages.map((stage) => {
      const [name, spec] = Object.entries(stage)[0]!;
      return { name, spec };
    });
    const run = () => aggregate(store, 'docs', stages);
    if (rule.fails !== undefined) expect(run).toThrow(rule.fails);
    else {
      const out = run();
      expect(out).toEqual(rule.out);
      for (const doc of out) if ('_id' in doc) expect(Object.keys(doc)[0]).toBe('_id');
    }
    const stored = store.find('docs', {}).map((rec) => rec.doc);
    expect(stored).toEqual(rule.docs);
  });
});
