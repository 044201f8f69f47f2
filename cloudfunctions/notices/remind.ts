/** Who has not synced for three days is told, once until they sync again. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import { lastSync, notRemindedSince, setReminded } from '../bands';
import type { Job } from '../jobs';
import { noteOnce } from './notes';

const AFTER_SECONDS = 3 * DAY_SECONDS;
const PAGE = 50;

export const remind: Job = {
  name: 'remind',
  every: 3600,
  async step(_, at) {
    const before = at - AFTER_SECONDS;
    const found = await notRemindedSince(before, PAGE);
    for (const { _id, owner, syncedAt } of found) {
      // A band in a drawer is nobody's trouble while another one is worn.
      if ((await lastSync(owner)) <= before) {
        const noted = { uid: owner, kind: 'not-synced' as const, key: String(syncedAt), facts: {} };
        await noteOnce(at, noted);
      }
      await setReminded(_id, syncedAt);
    }
    return found.length === PAGE ? 'more' : null;
  },
};
