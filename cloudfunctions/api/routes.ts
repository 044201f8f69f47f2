import type { Input, Output } from '../../miniprogram/contract/api';
import { updateAccount } from '../accounts';
import { dropCounter, history, uploadDays, uploadWerun, yearOf } from '../activity';
import { enterDesk, inviteAgent } from '../agents';
import type { Call, Visitor } from '../answers';
import { answerBand, bindBand, unbindBand } from '../bands';
import { friendDay, friendsBoard, groupBoard, sendCheer, worldBoard } from '../boards';
import { consent } from '../consents';
import { closeThread, inbox, picture, readThread, reply } from '../desk';
import { allowDevice, deviceTicket } from '../devices';
import { enter } from '../entrance';
import { eraseAccount, getErasure } from '../erasure';
import { getExport, startExport } from '../exports';
import {
  acceptInvite,
  blockPerson,
  createInvite,
  friendList,
  openInvite,
  removeFriend,
  unblockPerson,
} from '../friends';
import { allowGuests, joinGroup, leaveGroup, listGroups, openGroup } from '../groups';
import { askGuardian, giveConsent, openCard } from '../guardians';
import { answerClaim, claimBand, listClaims, withdrawClaim } from '../handover';
import { markSeen } from '../notices';
import {
  askReview,
  decideReview,
  seeReview,
  sourcesAndReview,
  waitingReviews,
  withdrawReview,
} from '../reviews';
import { createShare, listShares, openShare, revokeShare, shareCode } from '../share';
import { openTicket } from '../support';
import type { Asked } from './access';

/** What a page without a login may ask: a day shared to Moments. */
export const openToAll: {
  [A in Asked<'anybody'>]: (input: Input<A>, at: number) => Promise<Output<A>>;
} = {
  'share.open': openShare,
};

/** What needs no account. */
export const visits: {
  [A in Asked<'visitor'>]: (input: Input<A>, who: Visitor) => Promise<Output<A>>;
} = {
  'consent.set': (input, { openid }) => consent(input, openid),
  'account.erase': (_, who) => eraseAccount(who),
  'erasure.get': (_, who) => getErasure(who),
  'invite.open': ({ token }, { openid, at }) => openInvite(token, openid, at),
  'guardian.open': ({ token }, who) => openCard(token, who),
  'guardian.give': ({ token }, who) => giveConsent(token, who),
};

/** What members ask. */
export const routes: {
  [A in Asked<'member' | 'seen'>]: (input: Input<A>, call: Call) => Promise<Output<A>>;
} = {
  'account.enter': (_, call) => enter(call),
  'account.update': updateAccount,
  'guardian.ask': (_, call) => askGuardian(call),
  'export.start': (_, call) => startExport(call),
  'export.get': (_, call) => getExport(call),
  'band.bind': bindBand,
  'band.unbind': ({ band }, call) => unbindBand(band, call),
  'band.claim': claimBand,
  'band.answer': answerClaim,
  'band.withdraw': withdrawClaim,
  'band.claims': (_, call) => listClaims(call),
  'device.ticket': deviceTicket,
  'device.allow': allowDevice,
  'band.vendorAuth': answerBand,
  'activity.upload': uploadDays,
  'activity.werun': uploadWerun,
  'activity.dropCounter': dropCounter,
  'activity.days': history,
  'activity.sources': sourcesAndReview,
  'activity.year': yearOf,
  'review.ask': askReview,
  'review.withdraw': withdrawReview,
  'board.friends': friendsBoard,
  'group.open': openGroup,
  'group.join': joinGroup,
  'group.leave': leaveGroup,
  'group.allow': allowGuests,
  'group.list': (_, call) => listGroups(call),
  'board.group': groupBoard,
  'board.world': worldBoard,
  'friend.day': friendDay,
  'cheer.send': sendCheer,
  'invite.create': (_, call) => createInvite(call),
  'invite.accept': ({ token }, call) => acceptInvite(token, call),
  'friend.remove': removeFriend,
  'friend.block': blockPerson,
  'friend.list': (_, call) => friendList(call),
  'friend.unblock': unblockPerson,
  'share.create': createShare,
  'share.revoke': revokeShare,
  'share.list': (_, call) => listShares(call),
  'share.code': shareCode,
  'support.open': openTicket,
  'desk.enter': enterDesk,
  'desk.invite': inviteAgent,
  'desk.inbox': inbox,
  'desk.read': readThread,
  'desk.picture': picture,
  'desk.reply': reply,
  'desk.close': closeThread,
  'desk.reviews': waitingReviews,
  'desk.review': seeReview,
  'desk.decide': decideReview,
  'notice.seen': markSeen,
};
