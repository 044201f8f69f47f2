/** Who may ask what: the one guard of every action, before anything else is done. */
import { type Action, DEFAULT_GOAL } from '../../miniprogram/contract/api';
import { guardianNeeded, identityOf, needsConsent } from '../accounts';
import { type Call, Refusal, type Visitor } from '../answers';
import { callerOpenid } from '../cloud';

/**
 * - `anybody`: also a page that Moments opened without a login.
 * - `visitor`: anybody inside WeChat; they need not be known, and nothing is kept of them.
 * - `member`: who agreed to the terms.
 * - `seen`: a member of whom more is kept or shown by it, or who goes to others: not somebody under
 *   14 without a guardian's consent, whose steps stay on the phone.
 */
type Access = 'anybody' | 'visitor' | 'member' | 'seen';

export const ACCESS = {
  'share.open': 'anybody',
  'consent.set': 'visitor',
  // Said again there is nobody any more, and it is done all the same.
  'account.erase': 'visitor',
  'erasure.get': 'visitor',
  'invite.open': 'visitor',
  'guardian.open': 'visitor',
  'guardian.give': 'visitor',
  'guardian.ask': 'member',
  'account.enter': 'member',
  'account.update': 'member',
  'export.start': 'member',
  'export.get': 'member',
  'band.bind': 'seen',
  'band.unbind': 'member',
  'band.claim': 'seen',
  'band.answer': 'member',
  'band.withdraw': 'member',
  'band.claims': 'member',
  'device.ticket': 'seen',
  'device.allow': 'member',
  'band.vendorAuth': 'member',
  'activity.upload': 'seen',
  'activity.werun': 'seen',
  'activity.dropCounter': 'member',
  'activity.sources': 'member',
  'activity.year': 'member',
  'activity.days': 'member',
  'review.ask': 'seen',
  'review.withdraw': 'member',
  'board.friends': 'seen',
  'group.open': 'seen',
  'group.join': 'seen',
  'group.leave': 'member',
  'group.allow': 'member',
  'group.list': 'member',
  'board.group': 'seen',
  'board.world': 'seen',
  'friend.day': 'seen',
  'cheer.send': 'seen',
  'invite.create': 'seen',
  'invite.accept': 'seen',
  'friend.remove': 'member',
  'friend.block': 'member',
  'friend.list': 'member',
  'friend.unblock': 'member',
  'share.create': 'seen',
  'share.revoke': 'member',
  'share.list': 'member',
  'share.code': 'seen',
  'support.open': 'member',
  'desk.enter': 'member',
  'desk.invite': 'member',
  'desk.inbox': 'member',
  'desk.read': 'member',
  'desk.picture': 'member',
  'desk.reply': 'member',
  'desk.close': 'member',
  'desk.reviews': 'member',
  'desk.review': 'member',
  'desk.decide': 'member',
  'notice.seen': 'member',
} as const satisfies Record<Action, Access>;

/** The actions of a kind of access. */
export type Asked<A extends Access> = {
  [K in Action]: (typeof ACCESS)[K] extends A ? K : never;
}[Action];

/** Who asks, as WeChat says it. Refuses with `forbidden`. */
export function visitor(at: number): Visitor {
  const openid = callerOpenid();
  if (!openid) throw new Refusal('forbidden', 'only inside WeChat');
  return { openid, at };
}

/** The member who asks. Refuses with `forbidden`, `needs-consent` or `guardian-needed`. */
export async function member(action: Asked<'member' | 'seen'>, at: number): Promise<Call> {
  const { openid } = visitor(at);
  const identity = await identityOf(openid);
  if (!identity?.terms) throw needsConsent();
  if (identity.child && ACCESS[action] === 'seen') throw guardianNeeded();
  return { uid: identity.uid, goal: identity.goal ?? DEFAULT_GOAL, openid, at };
}
