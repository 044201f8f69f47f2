/**
 * Tells people what was noted, where they allow it, at no time of night, at most once: as a message of
 * the band itself, else by one subscription message for each yes. What is not sent is in the app all
 * the same.
 */
import { isTimely } from '../../miniprogram/contract/notices';
import { openidOf, personOrNone } from '../accounts';
import { logFault } from '../answers';
import { countCheers } from '../cheers';
import { atMost, now, refusedWith, sendSubscribed } from '../cloud';
import { tellLow } from '../devices';
import type { Job } from '../jobs';
import { noGrant, spendGrant } from './grants';
import { dueBy } from './night';
import { type NoticeDoc, notices } from './store';
import { sayNotice, templateOf } from './templates';

const PAGE = 50;
const PAGE_PATH = 'pages/today/today';

export const tell: Job = {
  name: 'tell',
  every: 0,
  async step(_, at) {
    const due = await notices.find({
      where: { told: false, tellAt: atMost(at) },
      orderBy: { field: 'tellAt', order: 'asc' },
      limit: PAGE,
      fields: ['_id', 'uid', 'kind', 'at', 'tellAt', 'facts', 'seenAt'],
    });
    // The night may begin while others are told.
    for (const notice of due) await tellOne(notice, now());
    return due.length === PAGE ? 'more' : null;
  },
};

type Due = Pick<NoticeDoc, '_id' | 'uid' | 'kind' | 'at' | 'tellAt' | 'facts' | 'seenAt'>;

async function tellOne(due: Due, at: number): Promise<void> {
  const { _id, uid, kind, tellAt, facts, seenAt } = due;
  const person = await personOrNone(uid);
  if (!person) {
    await notices.remove(_id);
    return;
  }
  const free = dueBy(at, person.offset);
  const waits = { _id, told: false, tellAt };
  if (free > at) {
    await notices.updateWhere(waits, { tellAt: free });
    return;
  }
  const said =
    kind === 'cheers' ? { ...facts, count: await countCheers(uid, facts.day ?? 0) } : facts;
  if (said.count === 0) {
    // They went with who sent them; the next one is noted anew.
    await notices.removeWhere(waits);
    return;
  }
  // Marked first: a message that may have been sent is not sent again.
  if ((await notices.updateWhere(waits, { told: true, facts: said })) === 0) return;
  const { language } = person;
  const template = templateOf(kind);
  const { band, battery } = said;
  if (seenAt !== null || !isTimely(due, at) || (!template && battery === undefined)) return;
  const openid = await openidOf(uid);
  if (!openid) return;
  const low = band !== undefined && battery !== undefined && { band, battery };
  if (low && (await tellLow({ uid, openid, language, ...low }))) return;
  if (!template || !(await spendGrant(uid, template.id))) return;
  const [what, then] = sayNotice(kind, said, language) as [string, string];
  const data = { [template.fields[0]]: { value: what }, [template.fields[1]]: { value: then } };
  try {
    await sendSubscribed({ openid, template: template.id, page: PAGE_PATH, language, data });
  } catch (error) {
    if (refusedWith(error) === NOT_ALLOWED) await noGrant(uid, template.id);
    logFault(`notice ${kind}`, error);
  }
}

/** WeChat's: the person takes no such message. */
const NOT_ALLOWED = 43101;
