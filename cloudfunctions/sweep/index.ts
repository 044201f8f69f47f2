/** Takes away what has grown too old, a page at a time. */
import { collection, oneOf } from '../cloud';
import type { Job } from '../jobs';
import { AGES, type Aged } from './aged';

const PAGE = 500;

/** The cursor is the number of an age in the table. */
export const sweep: Job = {
  name: 'sweep',
  every: 0,
  async step(cursor, at) {
    const index = Number(cursor ?? 0);
    const age = AGES[index];
    if (!age) return null;
    const { old, fields } = age;
    const documents = collection<Aged>(age.collection);
    const found = await documents.find({ where: old(at), limit: PAGE, fields: ['_id'] });
    if (found.length > 0) {
      // Still too old when it goes: a ticket may have been taken up again meanwhile.
      const these = { ...old(at), _id: oneOf(found.map(({ _id }) => _id)) };
      await (fields ? documents.updateWhere(these, fields) : documents.removeWhere(these));
    }
    if (found.length === PAGE) return String(index);
    return index + 1 < AGES.length ? String(index + 1) : null;
  },
};
