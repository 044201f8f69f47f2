/** What an invitation page shows for each answer of the cloud. */
import type { OpenedInvite, Person } from '../../../contract/api';
import type { AppCode } from '../../../phone/errors';
import { text } from '../../../words/index';

/** What the button does. */
export type InviteAction = 'accept' | 'friends' | 'ranking' | 'retry' | 'today';

export interface InviteView {
  person: { uid: string; name: string; avatar: string } | null;
  icon: string;
  title: string;
  lines: string[];
  button: string;
  action: InviteAction;
  /** A way to leave without accepting. */
  later: boolean;
}

const face = ({ uid, name, avatar }: Person) => ({ uid, name, avatar: avatar ?? '' });

/** Before the answer: who invites, and what accepting means; of somebody blocked, that it is lifted. */
export function askingView({ from, blocked }: OpenedInvite): InviteView {
  const t = text();
  return {
    person: face(from),
    icon: '',
    title: blocked ? t.inviteBlocked(from.name) : t.inviteFrom(from.name),
    lines: [blocked ? t.inviteUnblocks : t.inviteExplain],
    button: t.inviteAccept,
    action: 'accept',
    later: true,
  };
}

/** After it. */
export function acceptedView(from: Person): InviteView {
  const t = text();
  return {
    person: face(from),
    icon: '',
    title: t.inviteAccepted(from.name),
    lines: [t.inviteAcceptedHint],
    button: t.inviteGoRanking,
    action: 'ranking',
    later: false,
  };
}

/** It could not be accepted, but their own block is lifted: the next card is theirs to send. */
export function liftedView(): InviteView {
  const t = text();
  return {
    person: null,
    icon: 'link',
    title: t.inviteLifted,
    lines: [t.inviteLiftedHint],
    button: t.inviteFriends,
    action: 'friends',
    later: false,
  };
}

/** Codes after which asking again may help. */
const AGAIN: readonly AppCode[] = [
  'offline',
  'cloud-timeout',
  'cloud-failed',
  'internal',
  'contended',
  'needs-consent',
];
const FRIENDLY: readonly AppCode[] = ['already-friends', 'invite-own'];

/** Each refusal has its own sentence; `from` stays in view when it is known. */
export function refusedView(code: AppCode): InviteView {
  const t = text();
  const problem = t.problems[code];
  const again = AGAIN.includes(code);
  const ranking = FRIENDLY.includes(code);
  return {
    person: null,
    icon: ranking ? 'group' : again ? 'alert' : 'link',
    title: problem.title,
    lines: [problem.sentence],
    button: again ? problem.button : ranking ? t.inviteGoRanking : t.inviteGoToday,
    action: again ? 'retry' : ranking ? 'ranking' : 'today',
    later: false,
  };
}
