/**
 * Every question the phone may ask the cloud function `api`: `{ action, input }` in, `Reply` out.
 * Identity is not in here: it comes from the cloud context. Other people are `uid`s, random and
 * public; an OpenID never leaves the cloud.
 */
import type { Amount, BandDay, DayKey } from './activity';
import type { DaySource, DayState, DayTotal, SourceClass, WithheldReason } from './counting';

/** Why a call failed; `messages` has a sentence and one thing to do for each. */
export type ErrorCode =
  | 'bad-input'
  | 'unknown-action'
  | 'not-found'
  | 'forbidden'
  | 'band-taken'
  | 'too-many'
  | 'too-often'
  /** Others wrote the same at the same moment; the same call may succeed. */
  | 'contended'
  /** The person of this WeChat identity is gone; agreeing to the terms makes one. */
  | 'account-gone'
  /** Nothing is kept for somebody who has not agreed to the terms. */
  | 'needs-consent'
  /** WeRun's steps have a consent of their own. */
  | 'needs-werun'
  /** Somebody under 14 needs a guardian's consent for it. */
  | 'guardian-needed'
  | 'invite-expired'
  | 'invite-used'
  | 'invite-own'
  | 'invite-invalid'
  /** The one who invites has blocked the caller. */
  | 'invite-refused'
  | 'already-friends'
  | 'name-refused'
  | 'share-gone'
  | 'day-closed'
  /** WeChat takes no further answer until the other one says something. */
  | 'quota-used'
  | 'needs-key'
  /** WeChat's proof of a group or of steps is not the caller's, or too old. */
  | 'proof-refused'
  | 'internal';

export type Reply<T> = { ok: true; data: T } | { ok: false; code: ErrorCode; message: string };

export const API_LIMITS = {
  uploadDays: 14,
  friends: 200,
  bands: 20,
  nameCharacters: 20,
  inviteDays: 7,
  shareDays: 30,
  historyDays: 100,
  /** Bands that may tell of one person's day. */
  bandsPerDay: 20,
  openInvites: 200,
  openShares: 100,
  /** Members of a group, groups of a person, and rows of a page. */
  groupMembers: 500,
  groups: 50,
  groupPage: 100,
  /** Days back for which groups keep their lists. */
  groupDays: 90,
  /** How long a claim of a band waits for its owner, and how many do. */
  claimDays: 7,
  openClaims: 3,
  /** Days whose slots may show that a band is at hand. */
  proofDays: 7,
  /** Notices that are told at once. */
  notices: 20,
  /** Errors that go to support, and characters of WeChat's words about each. */
  errors: 20,
  errorWords: 120,
  /** What one person may ask in an hour; more is `too-often`. */
  hourly: {
    upload: 120,
    name: 10,
    invite: 30,
    share: 20,
    support: 20,
    block: 30,
    claim: 10,
    desk: 240,
    push: 60,
    group: 60,
    /** Different questions to makers' keys; also of one band, whoever asks. */
    question: 30,
  },
} as const;

export type Metered = keyof typeof API_LIMITS.hourly;

/** Daily goal of somebody who chose none, in steps. */
export const DEFAULT_GOAL = 8000;

/**
 * What a person may allow: the terms, without which nothing is kept; a guardian's word, without
 * which somebody under 14 is on no board and shares nothing; WeChat's steps as a source.
 */
export type ConsentKind = 'terms' | 'guardian' | 'werun';

/** The version of each text a person agrees to; an older one stays agreed to. */
export const CONSENT_VERSIONS: Readonly<Record<ConsentKind, number>> = {
  terms: 1,
  guardian: 1,
  werun: 1,
};

/** Under 14, under 18, or grown up. */
export type Age = 'u14' | 'u18' | 'adult';

/** A daily goal in steps and the day it began to count; 0 for the one of the beginning. */
export interface GoalFrom {
  from: DayKey | 0;
  steps: number;
}

/** How others see a person. */
export interface Person {
  uid: string;
  name: string;
  /** Cloud file id or https address of a chosen photo. */
  avatar?: string;
}

export interface Me extends Person {
  /** Daily goal in steps. */
  goal: number;
  /** Hidden from every board. */
  hidden: boolean;
  /** Null until they said it. */
  age: Age | null;
  /** In which they are written to, and by whose clock (civil offset east of UTC, seconds). */
  language: 'zh' | 'en';
  offset: number;
  /** What is agreed to now. */
  consents: ConsentKind[];
}

/** A band as its owner's account keeps it. */
export interface BoundBand {
  /** Stable over re-pairing: maker model and serial. */
  id: string;
  model: string;
  /** Driver id. */
  protocol: string;
  /** Serial or address read from the band itself, upper-case hex or text; never a deviceId. */
  serial: string;
  name: string;
  virtual: boolean;
  /** UTC seconds. */
  boundAt: number;
  /** UTC seconds of the last upload, or null. */
  syncedAt: number | null;
}

/** A day of a year. Distance in metres, 0 where there is none. */
export interface YearDay {
  day: DayKey;
  steps: number;
  metres: number;
}

/** What one source told of a day; of a band that was let go, its maker is still known. */
export interface ToldSource extends DaySource {
  maker: string | null;
}

/** A person's line on a board. */
export interface BoardRow extends Person {
  /** Null for somebody who synced and has no step yet. */
  rank: number | null;
  steps: number;
  sourceClass: SourceClass;
  /** Maker id, or null for WeRun. */
  maker: string | null;
  syncedAt: number;
  reachedAt: number;
  cheers: number;
  /** Whether the caller cheered this row today. */
  cheered: boolean;
  own: boolean;
}

/** A friend who has no number for this day. */
export interface AbsentRow extends Person {
  maker: string | null;
  /** The day before's steps, if there were any. */
  previousSteps: number | null;
}

export interface Board {
  day: DayKey;
  state: DayState;
  /** UTC seconds until which the day takes data in this state, or null. */
  until: number | null;
  rows: BoardRow[];
  absent: AbsentRow[];
  /** Why the caller has no row although they have steps, or null. */
  withheld: WithheldReason | null;
  /** The caller's place among those who have steps, or null. */
  own: { rank: number; steps: number; of: number; behindFirst: number } | null;
  /** Server time, UTC seconds. */
  at: number;
}

/**
 * A page of a group's list. `rows` and `absent` are of the page, the rest is of the list. Pages of one
 * version are of one moment, whoever uploads meanwhile; who left or hides since is missing.
 */
export interface GroupBoard extends Board {
  version: string;
  /** The caller's row, on whatever page it is. */
  mine: BoardRow | null;
  /** How many the list has, absent ones included. */
  of: number;
  /** Where the next page begins; null after the last. */
  next: number | null;
}

/** Somebody on everybody's board: nobody is told who it is, but by their own row the person. */
export type WorldRow = Pick<BoardRow, 'rank' | 'name' | 'steps' | 'sourceClass' | 'maker' | 'own'>;

/** A day that was shared, frozen at that moment. Values never come from a link. */
export interface Snapshot {
  id: string;
  /** Name masked to its first character. */
  name: string;
  day: DayKey;
  total: DayTotal;
  goal: number;
  maker: string | null;
  expiresAt: number;
}

/** A slot or counter the cloud did not take, and why. */
export interface Rejected {
  day: DayKey;
  /** Slot of the day; null for the counter or the whole day. */
  slot: number | null;
  reason: WithheldReason | 'too-many-bands';
}

export interface UploadResult {
  /** How many slots and counters changed something; 0 on a repetition. */
  changed: number;
  rejected: Rejected[];
  days: DayTotal[];
  /** Steps the caller's today grew by. */
  newSteps: number;
}

/** What the maker's people may see, and only when the person ticked it. */
export interface Diagnostics {
  model: string;
  protocol: string;
  firmware: string | null;
  /** String error code of the last failure, or null. */
  lastError: string | null;
  /** The last ten syncs. */
  syncs: { at: number; ok: boolean; stage: string; code: string | null }[];
  /** The last errors of the phone, the newest first; at most `API_LIMITS.errors`. */
  errors: ErrorRecord[];
}

/** One error as it came up on a phone. */
export interface ErrorRecord {
  /** UTC seconds. */
  at: number;
  /** The page that was shown, without its query; empty where there was none. */
  page: string;
  /** Text code of the error. */
  code: string;
  /** WeChat's own number, `errno` before `errCode`; null where WeChat did not fail. */
  number: number | null;
  /** WeChat's own words (`errMsg`), without addresses and ids. */
  words: string | null;
}

/** What a person is told, in the app or by a message. */
export type NoticeKind =
  /** Today's goal is reached. */
  | 'goal'
  /** How many cheered a day, told once in its evening. */
  | 'cheers'
  /** No band was synced for three days. */
  | 'not-synced'
  /** Somebody has a band of theirs at hand and asks for it: `claim` is answered by `band.answer`. */
  | 'band-asked'
  /** A band that was asked for is theirs now, or stays its owner's. */
  | 'band-given'
  | 'band-kept'
  /** A band of theirs went to somebody who has it at hand. */
  | 'band-moved'
  | 'export-ready';

export interface Notice {
  kind: NoticeKind;
  /** UTC seconds. */
  at: number;
  seen: boolean;
  /** What there is to say of it. */
  facts: {
    day?: DayKey;
    count?: number;
    /** Model of a band. */
    model?: string;
    /** Who asks, masked. */
    who?: string;
    claim?: string;
  };
}

/** What somebody at a maker's desk may do: a lead also lets others in. */
export type DeskRole = 'lead' | 'agent';

/** Somebody who waits for an answer, as a maker's people see them. */
export interface Thread {
  id: string;
  /** Masked. */
  name: string;
  /** When they said something last, UTC seconds. */
  at: number;
  /** How many answers WeChat takes still, and until when. */
  left: number;
  until: number;
}

/** One thing that was said. */
export interface Said {
  id: string;
  at: number;
  by: 'person' | 'desk';
  kind: 'text' | 'image' | 'miniprogrampage';
  /** What was written, or a card's title; a picture is fetched by `desk.picture`. */
  text: string;
  /** False for an answer of which WeChat did not say that it took it. */
  sure: boolean;
}

/** action → input and output. */
export interface Actions {
  /** One call at start: who I am, my bands, my last seven days. */
  'session.enter': {
    in: Record<string, never>;
    out: {
      me: Me;
      bands: BoundBand[];
      days: DayTotal[];
      streak: number;
      /** The latest, newest first. */
      notices: Notice[];
      at: number;
    };
  };
  'account.update': {
    in: {
      name?: string;
      goal?: number;
      hidden?: boolean;
      avatar?: string;
      age?: Age;
      language?: Me['language'];
      offset?: number;
    };
    out: { me: Me };
  };
  /**
   * Agrees to something, or takes that back. Agreeing to the terms makes the account; they are taken
   * back only by erasing it.
   */
  'consent.set': { in: { kind: ConsentKind; version: number; given: boolean }; out: { me: Me } };
  /**
   * Takes the account away: at once out of everything, every row by `until` (UTC seconds). Whoever
   * comes again is somebody new.
   */
  'account.erase': { in: { confirm: true }; out: { until: number } };
  /** Begins to put together all that is kept of the caller; once a day. */
  'export.start': { in: Record<string, never>; out: { state: 'making' | 'ready' } };
  /** The addresses of the two files live for minutes, the files until `until`. */
  'export.get': {
    in: Record<string, never>;
    out: { state: 'making' | 'ready' | 'none'; json?: string; csv?: string; until?: number };
  };
  'band.bind': {
    in: { model: string; protocol: string; serial: string; virtual: boolean };
    out: { band: BoundBand };
  };
  'band.unbind': { in: { band: string }; out: Record<string, never> };
  /**
   * Asks for a band that is somebody else's. It is `granted` at once to whoever shows in `proof` what
   * the band remembers, or when its owner never read it; else its owner is `asked`. `refused`: they
   * said no, and are not asked again for a week.
   */
  'band.claim': {
    in: { model: string; serial: string; proof?: BandDay[] };
    out: { state: 'granted' | 'asked' | 'refused' };
  };
  /** The owner's word on a claim. */
  'band.answer': { in: { claim: string; give: boolean }; out: Record<string, never> };
  /** What was told up to an instant (UTC seconds) has been seen. */
  'notice.seen': { in: { until: number }; out: Record<string, never> };
  /**
   * A band's question for its maker's key; `needs-key` when the maker has configured none. Asking
   * the same again costs nothing.
   */
  'band.vendorAuth': { in: { protocol: string; challenge: string }; out: { answer: string } };
  'activity.upload': {
    in: { band: string; days: BandDay[] };
    out: UploadResult;
  };
  /**
   * The steps of WeChat's own count, by the CloudID of `wx.getWeRunData`: its last 31 days, of which only
   * what is new is taken.
   */
  'activity.werun': { in: { proof: string }; out: UploadResult };
  /**
   * What a band's counter said of a day is wrong: it counts no more, the band's slots still do.
   * Also for a band that is no longer the caller's.
   */
  'activity.dropCounter': { in: { band: string; day: DayKey }; out: { day: DayTotal } };
  /** Days with data, oldest first, and the goals that decide about them. */
  'activity.days': {
    in: { from: DayKey; to: DayKey };
    out: { days: DayTotal[]; goals: GoalFrom[]; streak: number };
  };
  /** All that the cloud keeps of a day, so that its number can be counted again. */
  'activity.sources': {
    in: { day: DayKey };
    out: { sources: ToldSource[]; total: DayTotal | null };
  };
  /** A whole year in one answer: little of each day. */
  'activity.year': { in: { year: number }; out: { days: YearDay[]; goals: GoalFrom[] } };
  'board.friends': { in: { day: DayKey }; out: Board };
  /** Opens the group in which a card was tapped, by the CloudID of `wx.getGroupEnterInfo`. */
  'group.open': {
    in: { proof: string };
    out: { group: string; member: boolean; count: number; mayView: boolean };
  };
  'group.join': { in: { proof: string }; out: { group: string } };
  'group.leave': { in: { group: string }; out: Record<string, never> };
  /** Whether guests may see the board; any member decides. */
  'group.allow': { in: { group: string; guests: boolean }; out: Record<string, never> };
  'group.list': {
    in: Record<string, never>;
    out: { groups: { group: string; count: number; guests: boolean }[] };
  };
  /** A page of a group's day; `version` and `from` as the page before gave them. */
  'board.group': {
    in: { group: string; day: DayKey; version?: string; from?: number };
    out: GroupBoard;
  };
  /**
   * Everybody's day, as of `at`: of how many of a hundred (to a hundredth) the caller is ahead, and their
   * rank where it is among the first hundred. Below 200 people, and before the first count, nothing.
   */
  'board.world': {
    in: { day: DayKey };
    out: {
      day: DayKey;
      state: DayState;
      ahead: number | null;
      rank: number | null;
      top: WorldRow[];
      of: number;
      at: number;
    };
  };
  'cheer.send': { in: { to: string; day: DayKey }; out: { cheers: number } };
  'invite.create': { in: Record<string, never>; out: { token: string; expiresAt: number } };
  /** Needs no account: who invites is said before anybody agrees to anything. */
  'invite.open': { in: { token: string }; out: { from: Person } };
  'invite.accept': { in: { token: string }; out: { from: Person } };
  'friend.remove': { in: { uid: string }; out: Record<string, never> };
  /** Ends a friendship, if there is one, and every way to another with the same person. */
  'friend.block': { in: { uid: string }; out: Record<string, never> };
  'share.create': { in: { day: DayKey }; out: Snapshot };
  /** The only action that needs no account: Moments opens it without a login. */
  'share.open': { in: { id: string }; out: Snapshot };
  'share.revoke': { in: { id: string }; out: Record<string, never> };
  /** Opens a ticket, or takes up the one of the last day; what is ticked this time counts. */
  'support.open': {
    in: { band: string; diagnostics?: Diagnostics };
    out: { ticket: string; sessionFrom: string };
  };
  /** Whose desk the caller sits at; a code of one use lets them in. */
  'desk.enter': { in: { code?: string }; out: { maker: string; role: DeskRole } };
  /** A lead makes a code for somebody; it works once. */
  'desk.invite': { in: { role: DeskRole }; out: { code: string; expiresAt: number } };
  /** Who can be answered, the least time left first; `next` goes into `after`. */
  'desk.inbox': { in: { after?: number }; out: { threads: Thread[]; next: number | null } };
  /** What was said, newest first, and what the person ticked for the maker to see. */
  'desk.read': {
    in: { thread: string; before?: number };
    out: {
      messages: Said[];
      left: number;
      until: number;
      model: string | null;
      diagnostics: Diagnostics | null;
    };
  };
  'desk.picture': {
    in: { thread: string; message: string };
    out: { type: string; base64: string };
  };
  /** Answers once for each `key`. Refuses with `quota-used`. */
  'desk.reply': { in: { thread: string; text: string; key: string }; out: { left: number } };
  /** Out of the inbox until they say something again. */
  'desk.close': { in: { thread: string }; out: Record<string, never> };
}

export type Action = keyof Actions;
export type Input<A extends Action> = Actions[A]['in'];
export type Output<A extends Action> = Actions[A]['out'];

/** `session-from` of the contact button and its way back: "maker/model/ticket". */
export const sessionFrom = {
  format: (maker: string, model: string, ticket: string) => `${maker}/${model}/${ticket}`,
  /** The three parts, or null when a text is not of that form. */
  parse(text: string): { maker: string; model: string; ticket: string } | null {
    const match = /^([a-z0-9-]{1,32})\/([a-z0-9-]{1,32})\/([A-Za-z0-9_-]{8,32})$/.exec(text);
    return match ? { maker: match[1]!, model: match[2]!, ticket: match[3]! } : null;
  },
};

export type { Amount };
