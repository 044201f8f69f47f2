import { expect, test } from '@jest/globals';
import { collection, oneOf } from '../../../cloudfunctions/cloud';

interface Thing {
  _id: string;
  owner: string;
  size: number;
}

const things = collection<Thing>('things');
const fields = ['_id'] as const;
/** What slips through when the compiler is told less than the truth. */
const missing = undefined as unknown as string;

test('a condition on an undefined field is an exception, not a wider query', async () => {
  await expect(things.find({ where: { owner: missing }, limit: 1, fields })).rejects.toThrow(
    'owner is undefined',
  );
  await expect(things.count({ owner: 'a', size: missing as never })).rejects.toThrow(
    'size is undefined',
  );
  await expect(things.updateWhere({ owner: missing }, { size: 1 })).rejects.toThrow('owner');
});

test('a condition or change without fields is an exception, not everything', async () => {
  await expect(things.count({})).rejects.toThrow('without fields');
  await expect(things.updateWhere({}, { size: 1 })).rejects.toThrow('without fields');
  await expect(things.update('a', {})).rejects.toThrow('without fields');
});

test('a limit is 1 to 1000 and an id is not empty', async () => {
  const where = { _id: oneOf(['a']) };
  await expect(things.find({ where, limit: 0, fields })).rejects.toThrow('limit');
  await expect(things.find({ where, limit: 1001, fields })).rejects.toThrow('limit');
  await expect(things.get('')).rejects.toThrow('no document id');
  await expect(things.get(missing)).rejects.toThrow('no document id');
});
