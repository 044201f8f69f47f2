/**
 * What each action costs in operations of the database, undisturbed and for a person who is known:
 * a call is paid by the operation, and what grows here grows with every call. None of them grows
 * with the number of friends. A transaction's begin and commit are counted as operations.
 *
 * Ordinary calls are those of a visit and those that only look: each takes eight at most. An upload is
 * meant with one day, as most are, and each further day is one write more: the first of a morning brings
 * the rest of yesterday with it. Its eight are who asks, begin, turn and commit, the band with its count
 * of the hour read and written, and the days read in one and written: each goes only with a guarantee.
 * The one that reaches today's goal takes two more. The first metered call of an hour takes one more,
 * the first ever two; an upload is none. An erasure is meant with one group: each takes seven. A cheer is
 * meant for a friend.
 */
import type { Action } from './api';

export const OPERATIONS: Readonly<Record<Action, number>> = {
  'account.enter': 5,
  'account.update': 8,
  'consent.set': 7,
  'guardian.ask': 8,
  'guardian.open': 4,
  'guardian.give': 11,
  'account.erase': 40,
  'erasure.get': 1,
  'export.start': 6,
  'export.get': 2,
  'band.bind': 7,
  'band.unbind': 2,
  'band.claim': 14,
  'band.answer': 12,
  'band.withdraw': 4,
  'band.claims': 4,
  'device.ticket': 3,
  'device.allow': 2,
  'band.vendorAuth': 9,
  'activity.upload': 8,
  'activity.werun': 10,
  'activity.dropCounter': 7,
  'activity.days': 4,
  'activity.sources': 3,
  'activity.year': 3,
  'review.ask': 8,
  'review.withdraw': 2,
  'board.friends': 5,
  'group.open': 4,
  'group.join': 11,
  'group.leave': 8,
  'group.allow': 5,
  'group.list': 3,
  'board.group': 8,
  'board.world': 4,
  'friend.day': 5,
  'cheer.send': 8,
  'invite.create': 8,
  'invite.open': 4,
  'invite.accept': 13,
  'friend.remove': 7,
  'friend.block': 11,
  'friend.list': 4,
  'friend.unblock': 2,
  'share.create': 10,
  'share.open': 2,
  'share.revoke': 2,
  'share.list': 2,
  'share.code': 3,
  'support.open': 9,
  'notice.seen': 2,
  'desk.enter': 2,
  'desk.invite': 4,
  'desk.inbox': 5,
  'desk.read': 6,
  'desk.picture': 5,
  'desk.reply': 12,
  'desk.close': 5,
  'desk.reviews': 4,
  'desk.review': 6,
  'desk.decide': 11,
};

/** What the app asks in an ordinary visit: it is opened, a band is synced, the friends are looked at. */
export const VISIT: readonly Action[] = ['account.enter', 'activity.upload', 'board.friends'];

/** Calls of a visit, and operations of each ordinary call. */
export const MOST = { calls: 3, operations: 8 } as const;
