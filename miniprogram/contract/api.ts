/**
 * Every question the phone may ask the cloud function `api`: `{ action, input }` in, `Reply` out.
 * Identity is not in here: it comes from the cloud context. Other people are `uid`s, random and
 * public; an OpenID never leaves the cloud.
 */
import type { BandDay, DayKey } from './activity';
import type { FriendDay, FriendsBoard, GroupBoard, OpenedGroup, World } from './boards';
import type { AskedClaim, ClaimState, ClaimTimes, OwnClaim } from './claims';
import type { DayTotal } from './counting';
import type { CodeRefused, DeskRole, Diagnostics, Said, Seat, Thread, ThreadState } from './desk';
import type { Notice, NoticeKind } from './notices';
import type { Age, ConsentKind, FriendList, GoalFrom, Me, OpenedInvite, Person } from './people';
import type { HeldSlot, KeptWhy, Review, ReviewState, SeenDay, WaitingReview } from './reviews';
import type {
  BoundBand,
  ErasedKind,
  ExportFile,
  ExportProgress,
  OpenShare,
  OwnDay,
  Snapshot,
  ToldSource,
  UploadResult,
  YearDay,
} from './told';

export * from './boards';
export * from './claims';
export * from './desk';
export * from './limits';
export * from './notices';
export * from './people';
export * from './reply';
export * from './reviews';
export * from './told';

/** action → input and output. */
export interface Actions {
  /** One call at start: who I am, my bands, my last seven days. */
  'account.enter': {
    in: Record<string, never>;
    out: {
      me: Me;
      bands: BoundBand[];
      days: OwnDay[];
      streak: number;
      /** The latest, newest first. */
      notices: Notice[];
      /** WeChat's templates for messages, by what they tell of; the others are told in the app alone. */
      templates: Partial<Record<NoticeKind, string>>;
      /** Models that WeChat knows as devices: it can be asked to bring messages of such a band. */
      devices: string[];
      at: number;
    };
  };
  'account.update': {
    in: {
      /** Null takes back what was chosen: others see the name that everybody begins with, and no photo. */
      name?: string | null;
      goal?: number;
      hidden?: boolean;
      avatar?: string | null;
      age?: Age;
      language?: Me['language'];
      offset?: number;
    };
    out: { me: Me };
  };
  /**
   * Agrees to something, or takes that back. Agreeing to the terms makes the account; they are taken
   * back only by erasing it. A guardian's word is only taken back here.
   */
  'consent.set': { in: { kind: ConsentKind; version: number; given: boolean }; out: { me: Me } };
  /** A card by which a guardian agrees for the caller, who is under 14. */
  'guardian.ask': { in: Record<string, never>; out: { token: string; expiresAt: number } };
  /** Needs no account; refuses as an invitation does, `guardian-needed` to another child. */
  'guardian.open': { in: { token: string }; out: { from: Person } };
  /** Agrees, as somebody else than who asked. */
  'guardian.give': { in: { token: string }; out: { from: Person } };
  /**
   * Takes the account away: at once out of everything, every row by `until` (UTC seconds). Whoever
   * comes again is somebody new.
   */
  'account.erase': { in: { confirm: true }; out: { until: number } };
  /** How far that is, told to whoever's WeChat it is: there is no account any more. */
  'erasure.get': {
    in: Record<string, never>;
    out: /** Nothing is going, or nothing is left. */
      | { state: 'none' }
      /** `cleared`: all of it went, and is looked for once more. `gone` counts what went, by kind. */
      | { state: 'running'; until: number; cleared: boolean; gone: Record<ErasedKind, number> };
  };
  /** Begins to put together all that is kept of the caller; once a day. */
  'export.start': { in: Record<string, never>; out: { state: 'making' | 'ready' } };
  /** The addresses of the two files live for minutes, the files until `until`. */
  'export.get': {
    in: Record<string, never>;
    out:
      | { state: 'none' }
      /** `progress` is null until the clock has begun. */
      | { state: 'making'; progress: ExportProgress | null }
      | { state: 'ready'; json: ExportFile; csv: ExportFile; until: number };
  };
  'band.bind': {
    in: { model: string; protocol: string; serial: string; virtual: boolean };
    out: { band: BoundBand };
  };
  'band.unbind': { in: { band: string }; out: Record<string, never> };
  /**
   * Asks for a band that is somebody else's. It is `granted` at once to whoever shows in `proof` what
   * the band remembers, or when its owner never read it; else its owner is `asked`. `refused`: they
   * said no, `withdrawn`: the caller took it back; either is not asked again until `until`.
   */
  'band.claim': {
    in: { model: string; serial: string; proof?: BandDay[] };
    out: { state: 'granted' } | ({ state: Exclude<ClaimState, 'given'> } & ClaimTimes);
  };
  /** Takes a claim of the caller's back; one that was answered stays answered. */
  'band.withdraw': { in: { claim: string }; out: Record<string, never> };
  /** What the caller asked for in the last week, and who asks for a band of theirs. */
  'band.claims': { in: Record<string, never>; out: { mine: OwnClaim[]; asked: AskedClaim[] } };
  /** The owner's word on a claim. */
  'band.answer': { in: { claim: string; give: boolean }; out: Record<string, never> };
  /** What was told of these up to an instant (UTC seconds) has been seen. */
  'notice.seen': { in: { until: number; kinds: NoticeKind[] }; out: Record<string, never> };
  /**
   * What WeChat wants to be asked with whether it may bring messages of a band of the caller's
   * (设备消息); the ticket lives five minutes. `needs-key` where WeChat does not know the device.
   */
  'device.ticket': {
    in: { band: string };
    out: { serial: string; ticket: string; model: string; templates: string[] };
  };
  /** Which of these the person takes, as WeChat told the phone; none takes all back. */
  'device.allow': { in: { band: string; templates: string[] }; out: Record<string, never> };
  /**
   * A band's question for its maker's key; `needs-key` when the maker has configured none. Asking
   * the same again costs nothing.
   */
  'band.vendorAuth': { in: { protocol: string; challenge: string }; out: { answer: string } };
  'activity.upload': {
    /** `battery`: what the band said at this sync, percent. */
    in: { band: string; days: BandDay[]; battery?: number };
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
  'activity.dropCounter': { in: { band: string; day: DayKey }; out: { day: OwnDay } };
  /** Days with data, oldest first, and the goals that decide about them. */
  'activity.days': {
    in: { from: DayKey; to: DayKey };
    out: { days: OwnDay[]; goals: GoalFrom[]; streak: number };
  };
  /** All that the cloud keeps of a day, so that its number can be counted again. */
  'activity.sources': {
    in: { day: DayKey };
    out: { sources: ToldSource[]; total: DayTotal | null; review: Review | null };
  };
  /**
   * Asks the operator's people to look at a day of the caller's that is kept off boards, or at what of it
   * the cloud refused: what it keeps of that, and `slots` besides; `not-found` where nothing is. Asked
   * again it is the same, until more is kept off than was looked at. The note is checked by WeChat
   * (`text-refused`, `text-unchecked`).
   */
  'review.ask': { in: { day: DayKey; note: string; slots: HeldSlot[] }; out: { review: Review } };
  /** Takes back what nobody decided yet. */
  'review.withdraw': { in: { day: DayKey }; out: Record<string, never> };
  /** A whole year in one answer: little of each day. */
  'activity.year': { in: { year: number }; out: { days: YearDay[]; goals: GoalFrom[] } };
  'board.friends': { in: { day: DayKey }; out: FriendsBoard };
  /** Opens the group in which a card was tapped, by the CloudID of `wx.getGroupEnterInfo`. */
  'group.open': { in: { proof: string }; out: OpenedGroup };
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
  'board.world': { in: { day: DayKey }; out: World };
  /** The day of a friend who is on the caller's board of it; `forbidden` else, or without a number. */
  'friend.day': { in: { uid: string; day: DayKey }; out: FriendDay };
  /** Cheers a friend, or in a `group` of both another member. */
  'cheer.send': { in: { to: string; day: DayKey; group?: string }; out: { cheers: number } };
  'invite.create': { in: Record<string, never>; out: { token: string; expiresAt: number } };
  /** Needs no account: who invites is said before anybody agrees to anything. */
  'invite.open': { in: { token: string }; out: OpenedInvite };
  'invite.accept': { in: { token: string }; out: { from: Person } };
  'friend.remove': { in: { uid: string }; out: Record<string, never> };
  /**
   * Ends a friendship, if there is one, and every way to another with the same person, until the caller
   * lifts it: by `friend.unblock`, or by accepting an invitation of theirs.
   */
  'friend.block': { in: { uid: string }; out: Record<string, never> };
  'friend.list': { in: Record<string, never>; out: FriendList };
  /** Takes a block of the caller's own back: they are strangers then. The other's of the caller holds. */
  'friend.unblock': { in: { uid: string }; out: Record<string, never> };
  'share.create': { in: { day: DayKey }; out: Snapshot };
  /** The only action that needs no account: Moments opens it without a login. */
  'share.open': { in: { id: string }; out: Snapshot };
  'share.revoke': { in: { id: string }; out: Record<string, never> };
  /** The caller's shares that still open, the one that ends last first. */
  'share.list': { in: Record<string, never>; out: { shares: OpenShare[] } };
  /**
   * WeChat's own code for a poster: it opens that share of the caller's, or without one the app.
   * Nothing of the person is in it.
   */
  'share.code': { in: { id?: string }; out: { type: string; base64: string } };
  /** Opens a ticket, or takes up the one of the last day; what is ticked this time counts. */
  'support.open': {
    in: { band: string; diagnostics?: Diagnostics };
    out: { ticket: string; sessionFrom: string };
  };
  /** Whose desk the caller sits at; a code of one use lets them in. */
  'desk.enter': { in: { code?: string }; out: Seat | CodeRefused };
  /** A lead makes a code of six digits for somebody; it works once, for ten minutes. */
  'desk.invite': { in: { role: DeskRole }; out: { code: string; expiresAt: number } };
  /**
   * Those who wait and can be answered, the least time left first; of the other states the latest
   * first. `next` goes into `after`. Whose 48 hours are over without an answer is among the closed.
   */
  'desk.inbox': {
    in: { state?: ThreadState; after?: number };
    out: { threads: Thread[]; next: number | null };
  };
  /** What was said, newest first, and what the person ticked for the maker to see. */
  'desk.read': {
    in: { thread: string; before?: number };
    out: {
      messages: Said[];
      mark: string;
      state: ThreadState;
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
  /** Reviews that wait, the longest first; the operator's desk alone. `next` goes into `after`. */
  'desk.reviews': {
    in: { after?: number };
    out: { reviews: WaitingReview[]; next: number | null };
  };
  'desk.review': { in: { review: string }; out: SeenDay };
  /**
   * The day counts, or stays off boards and why. `total` is the one that was looked at: a day of which
   * more is known by now stays `asked`. What was decided before stands, and is answered.
   */
  'desk.decide': {
    in: { review: string; total: number; verdict: 'counts' | KeptWhy };
    out: { state: ReviewState };
  };
}

export type Action = keyof Actions;
export type Input<A extends Action> = Actions[A]['in'];
export type Output<A extends Action> = Actions[A]['out'];
