import type { Action, Input, Output } from '../../miniprogram/contract/api';
import { updateAccount } from '../accounts';
import { dropCounter, history, sourcesOf, uploadDays, uploadWerun, yearOf } from '../activity';
import type { Call } from '../answers';
import { answerBand, bindBand, unbindBand } from '../bands';
import { friendsBoard, groupBoard, sendCheer, worldBoard } from '../boards';
import { acceptInvite, createInvite, openInvite, removeFriend } from '../friends';
import { allowGuests, joinGroup, leaveGroup, listGroups, openGroup } from '../groups';
import { enter } from '../session';
import { createShare, openShare, revokeShare } from '../share';
import { openTicket } from '../support';

/** The one action that a page without a login may ask: a day shared to Moments. */
export const openToAll = { 'share.open': openShare } as const;

type Known = Exclude<Action, keyof typeof openToAll>;

/** Every other action, for a caller the cloud context knows. */
export const routes: { [A in Known]: (input: Input<A>, call: Call) => Promise<Output<A>> } = {
  'session.enter': (_, call) => enter(call),
  'account.update': updateAccount,
  'band.bind': bindBand,
  'band.unbind': ({ band }, call) => unbindBand(band, call),
  'band.vendorAuth': answerBand,
  'activity.upload': uploadDays,
  'activity.werun': uploadWerun,
  'activity.dropCounter': dropCounter,
  'activity.days': history,
  'activity.sources': sourcesOf,
  'activity.year': yearOf,
  'board.friends': friendsBoard,
  'group.open': openGroup,
  'group.join': joinGroup,
  'group.leave': leaveGroup,
  'group.allow': allowGuests,
  'group.list': (_, call) => listGroups(call),
  'board.group': groupBoard,
  'board.world': worldBoard,
  'cheer.send': sendCheer,
  'invite.create': (_, call) => createInvite(call),
  'invite.open': ({ token }, call) => openInvite(token, call),
  'invite.accept': ({ token }, call) => acceptInvite(token, call),
  'friend.remove': removeFriend,
  'share.create': createShare,
  'share.revoke': revokeShare,
  'support.open': openTicket,
};
