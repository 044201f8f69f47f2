import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { aggregate } from '../../../tools/cloud/store/aggregate';
import { Store } from '../../../tools/cloud/store/store';
import { AGGREGATE_RULES, FIND_RULES, UPDATE_RULES } from './rules';

const folder = mkdtempSync(join(tmpdir(), 'rules-'));
const store = new Store({ folder, clock: () => 1_000_000 });
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function fill(docs: readonly Record<string, unknown>[]): Promise<void> {
  await store.remove('docs', {}, { multi: true });
  await store.insert('docs', docs);
}

test('the table is at least as long as promised', () => {
  const rows = FIND_RULES.length + UPDATE_RULES.length + AGGREGATE_RULES.length;
  expect(rows).toBeGreaterThanOrEqual(100);
});

describe('queries and sorting', () => {
  test.each(FIND_RULES.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await fill(rule.docs);
    const sort = Object.entries(rule.sort ?? {});
    const run = () => store.find('docs', rule.where, { sort }).map((rec) => rec.doc._id);
    if (rule.fails !== undefined) expect(run).toThrow(rule.fails);
    else if (rule.sort) expect(run()).toEqual(rule.ids);
    else expect(run().sort()).toEqual([...(rule.ids ?? [])].sort());
  });
});

describe('updates', () => {
  test.each(UPDATE_RULES.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await fill([rule.doc]);
    const done = store.update('docs', rule.where ?? { _id: 'x' }, rule.update, { multi: false });
    if (rule.fails !== undefined) {
      await expect(done).rejects.toThrow(rule.fails);
      expect(store.find('docs', {})[0]!.doc).toEqual(rule.doc);
      return;
    }
    await done;
    expect(store.find('docs', {})[0]!.doc).toEqual(rule.after);
  });
});

describe('aggregation', () => {
  test.each(AGGREGATE_RULES.map((rule) => [rule.name, rule] as const))(
    '%s',
    async (_name, rule) => {
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
    },
  );
});
