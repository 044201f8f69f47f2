/** The friends board of a day: first what this phone last saw, then what the cloud says. */
import { appearance } from '../../../behaviors/appearance';
import { boardFault } from '../../../behaviors/board';
import { boardLines } from '../../../behaviors/board-lines';
import { put, putSoon } from '../../../behaviors/drawing';
import { inParts } from '../../../behaviors/growing';
import { inviting } from '../../../behaviors/inviting';
import { leaving } from '../../../behaviors/leaving';
import { type DayKey, dayOf } from '../../../contract/activity';
import { type DayState, dayState } from '../../../contract/counting';
import { now } from '../../../lib/clock';
import { tell } from '../../../phone/dialog';
import { enter, mine, reconsider } from '../../../services/account/index';
import { pendingParts, refusedSteps } from '../../../services/activity/index';
import { deviceOfAll, keepsHistory, lastSynced } from '../../../services/bands/index';
import {
  boardAge,
  cachedFriendBoard,
  cheer,
  cheerersOn,
  FRESH_SECONDS,
  friendBoard,
  type KeptBoard,
} from '../../../services/boards/index';
import { boardWords } from '../../../words/board';
import { finalWords, footerWords } from '../../../words/board-age';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import type { Caller } from './caller';
import { everybodyOn, isAlone, rankingView } from './view';

/** What is not drawn. There is one board of friends, so this may live here. */
const behind: {
  kept: KeptBoard | null;
  renewed: boolean;
  /** How many slots wait for the cloud. */
  waiting: number;
} = { kept: null, renewed: true, waiting: 0 };

/** What the phone knows of who looks at the board of a day. */
function caller(day: DayKey): Caller {
  const { me, bands, days } = mine.get();
  const { kept, renewed, waiting } = behind;
  const real = bands.filter(({ virtual }) => !virtual);
  const age = kept ? boardAge(kept) : 0;
  return {
    hidden: me?.hidden ?? false,
    virtualOnly: bands.length > 0 && real.length === 0,
    bandless: bands.length === 0,
    device: deviceOfAll(real),
    counterOnly: real.length > 0 && real.every(({ protocol }) => !keepsHistory(protocol)),
    synced: real.some((band) => {
      const last = lastSynced(band);
      return last > 0 && dayOf(last) === day;
    }),
    waiting: waiting > 0,
    withheld: refusedSteps(day),
    steps: days.find((known) => known.day === day)?.steps ?? null,
    old: !renewed && age > FRESH_SECONDS ? age : null,
  };
}

/** How old the board is, or empty. */
function footer(): string {
  const { kept, renewed } = behind;
  if (!kept) return '';
  if (kept.board.state === 'final') return finalWords();
  const age = boardAge(kept);
  return footerWords(textOf(boardWords).boardBeijing, age, !renewed && age > FRESH_SECONDS);
}

Component({
  behaviors: [appearance(boardWords, 'invite', 'common'), boardLines, inviting, leaving],
  data: {
    state: 'open' as DayState,
    footer: '',
    problem: null as Problem | null,
    bones: [1, 2, 3],
  },
  methods: {
    onKnown() {
      void this.count();
      this.follow();
    },
    /** What waits for the cloud is on no board yet. */
    async count() {
      behind.waiting = await pendingParts();
      this.paint();
    },
    open(day: DayKey) {
      // Whoever comes back to the same day stands where they were.
      if (behind.kept?.board.day !== day) this.showFrom();
      behind.kept = cachedFriendBoard(day);
      behind.renewed = true;
      // What waits is in the journal, which the first paint does not wait for.
      put(this, { problem: null, ...this.drawn() }, () => void this.count());
      this.drawOn();
    },
    async ask(day: DayKey) {
      try {
        const kept = await friendBoard(day);
        if (day !== this.data.day) return;
        behind.kept = kept;
        behind.renewed = true;
        // Why somebody has no place another phone of theirs may have decided.
        if (!kept.board.own) void enter();
        put(this, { problem: null, ...this.drawn() });
        this.drawOn();
        const { state } = this.data;
        const inviting = state === 'open' || (isAlone(kept.board) && state !== 'final');
        if (inviting) void this.prepareInvite();
      } catch (failure) {
        if (day !== this.data.day) return;
        behind.renewed = false;
        const problem = behind.kept ? null : textOf(boardWords).problems[boardFault(failure)];
        put(this, { problem, ...this.drawn() });
      }
    },
    told(lines: number) {
      const { day } = this.data;
      const { kept } = behind;
      const board = kept ? rankingView(kept.board, now(), caller(day), lines) : null;
      this.pin(board?.own ?? null);
      const { state } = dayState(day, now());
      return { state, board: board && inParts(board), footer: footer() };
    },
    everybody: () => everybodyOn(behind.kept?.board),
    showAge() {
      putSoon(this, { footer: footer() });
    },
    onToday() {
      this.triggerEvent('today');
    },
    onRetry() {
      reconsider();
      put(this, { problem: null });
      void this.reload();
    },
    onOpenRow(event: WechatMiniprogram.CustomEvent<{ uid: string }>) {
      const { uid } = event.detail;
      this.goTo(`/packages/boards/friend/friend?uid=${uid}&day=${this.data.day}`);
    },
    /** Who cheered oneself. */
    onCheers() {
      const board = behind.kept?.board;
      const own = board?.rows.find((row) => row.own);
      if (!board || !own || own.cheers === 0) return;
      const t = textOf(boardWords);
      const names = cheerersOn(board).map(({ name }) => name);
      const others = own.cheers - names.length;
      tell(t.cheersTitle(own.cheers), t.cheersFrom(names.join(t.comma), Math.max(0, others)));
    },
    onCheer(event: WechatMiniprogram.CustomEvent<{ uid: string }>) {
      return this.cheer(event.detail.uid);
    },
    async cheer(uid: string) {
      const { day } = this.data;
      const row = behind.kept?.board.rows.find((found) => found.uid === uid);
      if (!row) return;
      if (row.cheered) return this.heartIsFull();
      try {
        await cheer(uid, day, (edit) => {
          if (!behind.kept || behind.kept.board.day !== day) return;
          behind.kept = { ...behind.kept, board: edit(behind.kept.board) };
          put(this, this.drawn());
        });
        wx.showToast({ title: textOf(boardWords).cheerDone, icon: 'none' });
      } catch (failure) {
        this.cheerFailed(failure, () => this.cheer(uid));
      }
    },
    card() {
      return this.inviteCard();
    },
  },
});
