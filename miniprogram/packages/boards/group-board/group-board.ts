/** The board of a chat group: opened by its card, a page of a hundred at a time. */
import { appearance } from '../../../behaviors/appearance';
import { boardFault } from '../../../behaviors/board';
import { boardLines } from '../../../behaviors/board-lines';
import { put, putSoon } from '../../../behaviors/drawing';
import { inParts } from '../../../behaviors/growing';
import type { DayKey } from '../../../contract/activity';
import type { BoardRow, GroupBoard } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { type AppCode, toAppError } from '../../../phone/errors';
import { carryGroup } from '../../../phone/group';
import { mine, reconsider } from '../../../services/account/index';
import { FRESH_SECONDS } from '../../../services/boards/index';
import {
  cachedGroupBoard,
  cheerMember,
  currentGroup,
  groupBoard,
  joinGroup,
  looksOn,
  nextPage,
  openGidOf,
  openGroup,
  ownGroups,
} from '../../../services/groups/index';
import { boardWords } from '../../../words/board';
import { groupWords } from '../../../words/groups';
import { textOf } from '../../../words/index';
import { followed, turnedTo } from './pages';
import { type Stop, stopOf } from './stop';
import { switching } from './switching';
import { everybodyOn, groupFooter, groupView } from './view';

/** What is not drawn. There is one board of a group at a time, so this may live here. */
const behind: {
  group: string;
  /** Pages of one list of it, in order. */
  pages: GroupBoard[];
  receivedAt: number;
  renewed: boolean;
  /** A card's group is being opened; a page is on its way. */
  entering: boolean;
  turning: boolean;
} = { pages: [], group: '', receivedAt: 0, renewed: true, entering: false, turning: false };

const isShown = (group: string, day: DayKey) =>
  behind.group === group && behind.pages[0]?.day === day;

Component({
  behaviors: [appearance(groupWords, boardWords, 'ranking', 'common'), boardLines, switching],
  properties: {
    /** A card led here: the group is opened by it first. */
    entered: { type: Boolean, value: false },
  },
  observers: {
    entered(entered: boolean) {
      if (entered && !behind.entering && this.data.day !== 0) void this.reload();
    },
  },
  data: {
    /** The group in front, or null. */
    group: null as { openGid: string; member: boolean; mayView: boolean } | null,
    /** The person has no group, as far as is known. */
    none: false,
    footer: '',
    stop: null as Stop | null,
    joining: false,
    turning: false,
  },
  lifetimes: {
    attached() {
      carryGroup();
    },
    /** Whoever comes from another board begins at the top. */
    detached() {
      behind.pages = [];
    },
  },
  methods: {
    open(day: DayKey) {
      const current = currentGroup();
      const group = current && looksOn(current) ? current.group : '';
      // Whoever comes back to the same list stands where they were.
      if (!isShown(group, day)) {
        const kept = cachedGroupBoard(group, day);
        const pages = kept ? [kept.board] : [];
        Object.assign(behind, { pages, group, receivedAt: kept?.receivedAt ?? 0 });
        this.showFrom();
      }
      behind.renewed = true;
      put(this, { stop: null, none: false, ...this.drawn() });
      this.drawOn();
    },
    async ask(day: DayKey) {
      const { entered } = this.data;
      try {
        behind.entering = entered;
        if (entered) await openGroup();
        else if (!currentGroup()) await ownGroups();
        const current = currentGroup();
        if (!current) put(this, { none: true, ...this.drawn() });
        else if (looksOn(current)) await this.fetch(current.group, day);
        else if (current.mayView) this.halt('not-found');
        else put(this, { stop: null, ...this.drawn() });
      } catch (failure) {
        if (day === this.data.day) this.halt(boardFault(failure));
      }
      behind.entering = false;
      if (entered) this.triggerEvent('entered');
    },
    async fetch(group: string, day: DayKey) {
      const { board, receivedAt } = await groupBoard(group, day);
      const pages = await turnedTo(isShown(group, day) ? behind.pages.length : 0, group, board);
      if (day !== this.data.day || group !== currentGroup()?.group) return;
      Object.assign(behind, { pages, group, receivedAt, renewed: true });
      put(this, { stop: null, none: false, ...this.drawn() });
      this.drawOn();
    },
    /** It did not work: what is known stays, else the reason is said. */
    halt(code: AppCode) {
      behind.renewed = false;
      if (code === 'not-found' || code === 'proof-refused') behind.pages = [];
      const stop = behind.pages.length > 0 ? null : stopOf(code);
      put(this, { stop, ...this.drawn() });
    },
    told(lines: number) {
      const current = currentGroup();
      const { pages } = behind;
      const member = current?.member ?? false;
      const hidden = mine.get().me?.hidden ?? false;
      const board = pages.length > 0 ? groupView(pages, now(), { member, hidden }, lines) : null;
      this.pin(board?.own ?? null);
      const group = current && { ...current, openGid: openGidOf(current.group) };
      return { group, board: board && inParts(board), footer: this.footerNow() };
    },
    everybody: () => everybodyOn(behind.pages),
    footerNow(): string {
      const [first] = behind.pages;
      if (!first) return '';
      const ageSeconds = Math.max(0, now() - behind.receivedAt);
      const old = !behind.renewed && ageSeconds > FRESH_SECONDS;
      const until = currentGroup()?.until ?? null;
      return groupFooter(first, { until, old, ageSeconds }, now());
    },
    showAge() {
      const current = currentGroup();
      // A guest's hour is over while they look.
      if (current && !looksOn(current) && behind.pages.length > 0) this.halt('not-found');
      else putSoon(this, { footer: this.footerNow() });
    },
    onRetry() {
      reconsider();
      put(this, { stop: null });
      void this.reload();
    },
    more() {
      void this.turnPage(() => {});
    },
    onMore() {
      void this.turnPage((failure) => complain(failure, () => this.onMore()));
    },
    /** The next page; whether there was one. `failed` hears why it did not come. */
    async turnPage(failed: (failure: unknown) => unknown): Promise<boolean> {
      const last = behind.pages[behind.pages.length - 1];
      const current = currentGroup();
      if (!last || last.next === null || !current || behind.turning) return false;
      behind.turning = true;
      put(this, { turning: true });
      try {
        const page = await nextPage(current.group, last);
        if (behind.pages[behind.pages.length - 1] !== last) return false;
        behind.pages = followed(behind.pages, page);
        put(this, this.drawn());
        this.drawOn();
        return true;
      } catch (failure) {
        failed(failure);
        return false;
      } finally {
        behind.turning = false;
        put(this, { turning: false });
      }
    },
    /** Turns pages up to the own row, and goes there. */
    async onJump() {
      const place = () => this.everybody().rows.findIndex(({ row }) => row.own);
      const failed = (failure: unknown) => complain(failure, () => this.onJump());
      while (place() < 0) if (!(await this.turnPage(failed))) return;
      this.showFrom(place() + 1);
      put(this, this.drawn());
      this.drawOn();
      wx.pageScrollTo({
        selector: '#board >>> .part >>> .bm-row-tint',
        offsetTop: -220,
        fail: () => {},
      });
    },
    /** The row of somebody as `change` makes it. */
    edit(uid: string, change: (row: BoardRow) => BoardRow) {
      behind.pages = behind.pages.map((page) => ({
        ...page,
        rows: page.rows.map((row) => (row.uid === uid ? change(row) : row)),
      }));
      put(this, this.drawn());
    },
    onCheer({ detail }: WechatMiniprogram.CustomEvent<{ uid: string }>) {
      return this.cheer(detail.uid);
    },
    async cheer(uid: string) {
      const row = behind.pages.flatMap(({ rows }) => rows).find((one) => one.uid === uid);
      const current = currentGroup();
      if (!row || !current) return;
      if (row.cheered) return this.heartIsFull();
      this.edit(uid, (one) => ({ ...one, cheered: true, cheers: row.cheers + 1 }));
      try {
        const cheers = await cheerMember(current.group, uid, this.data.day);
        this.edit(uid, (one) => ({ ...one, cheers }));
        wx.showToast({ title: textOf(boardWords).cheerDone, icon: 'none' });
      } catch (failure) {
        this.edit(uid, (one) => ({ ...one, cheered: false, cheers: row.cheers }));
        this.cheerFailed(failure, () => this.cheer(uid));
      }
    },
    async onJoin() {
      if (this.data.joining) return;
      put(this, { joining: true });
      try {
        await joinGroup();
        wx.showToast({ title: textOf(groupWords).groupJoined, icon: 'none' });
        await this.reload();
      } catch (failure) {
        this.halt(toAppError(failure).code);
      }
      put(this, { joining: false });
    },
    /** Another group is looked at, or none any more. */
    restart() {
      this.open(this.data.day);
      void this.reload();
    },
    card() {
      return { title: textOf(groupWords).groupCard, path: '/pages/ranking/ranking?board=group' };
    },
  },
});
