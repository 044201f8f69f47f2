/**
 * The quiet line of a page: `behaviors: [appearance(…), leaving, noticing('today')]`, and in the page
 *
 *     <bm-line wx:if="{{notice}}" view="{{notice}}" bind:open="onNotice" />
 */

import { DAY_SECONDS, dayOf } from '../contract/activity';
import type { Notice, NoticeKind, Person } from '../contract/api';
import { makerOf, modelOf } from '../contract/makers';
import { now } from '../lib/clock';
import { mine } from '../services/account/index';
import { cachedFriendBoard, cheerersOn } from '../services/boards/index';
import { noticeOn, type Place, sawNotice, told } from '../services/notices/index';
import { dayShort } from '../words/format';
import { language, textOf } from '../words/index';
import { noticeWords } from '../words/notices';
import { put } from './drawing';

export interface Line {
  icon: string;
  text: string;
  /** A green word instead of the arrow; empty without. */
  act: string;
}

const ends = new WeakMap<object, () => void>();

export const noticing = (place: Place) =>
  Behavior({
    data: { notice: null as Line | null },
    pageLifetimes: {
      show() {
        ends.get(this)?.();
        ends.set(
          this,
          told.watch(() => this.paintNotice()),
        );
        this.paintNotice();
      },
      hide() {
        ends.get(this)?.();
      },
    },
    lifetimes: {
      detached() {
        ends.get(this)?.();
      },
    },
    methods: {
      paintNotice() {
        const notice = noticeOn(place);
        put(this, { notice: notice && lineOf(notice) });
      },
      /** What was opened is not told again. */
      onNotice() {
        const notice = noticeOn(place);
        sawNotice(place);
        const url = notice && WAYS[notice.kind]?.(notice.facts);
        if (url) (this as unknown as { goTo(url: string): void }).goTo(url);
      },
    },
  });

type Facts = Notice['facts'];

/** One who cheered today, as far as the board is known. */
function cheerer(): Person | undefined {
  const board = cachedFriendBoard(dayOf(now()))?.board;
  return board && cheerersOn(board)[0];
}

/** Where each leads; without a way its page is where it happens. */
const WAYS: Partial<Record<NoticeKind, (facts: Facts) => string>> = {
  goal: () => '/packages/history/history?kind=day',
  cheers({ day }) {
    const by = cheerer();
    return by ? `/packages/boards/friend/friend?uid=${by.uid}&day=${day}` : '';
  },
  'export-ready': () => '/packages/me/export/export',
  'band-asked': ({ claim = '' }) => claimPage('answer', claim),
  'band-given': ({ claim = '' }) => claimPage('handover', claim),
  'band-kept': ({ claim = '' }) => claimPage('handover', claim),
  'review-done': ({ day = 0 }) => `/packages/history/review/review?day=${day}`,
  'battery-low': ({ band = '' }) =>
    band && `/packages/band/detail/detail?id=${encodeURIComponent(band)}`,
  answered: ({ maker }) => {
    const band = mine.get().bands.find(({ model }) => modelOf(model)?.maker === maker);
    return band ? `/packages/band/detail/detail?id=${encodeURIComponent(band.id)}&support=1` : '';
  },
};

const claimPage = (name: string, claim: string) =>
  claim && `/packages/band/${name}/${name}?claim=${encodeURIComponent(claim)}`;

const ICONS: Readonly<Record<NoticeKind, string>> = {
  ...{ goal: 'target', cheers: 'heart', 'not-synced': 'sync', 'band-asked': 'user-plus' },
  ...{ 'band-given': 'band', 'band-kept': 'band', 'band-moved': 'band', 'battery-low': 'battery' },
  ...{ 'export-ready': 'file', 'review-done': 'check', answered: 'headset' },
};

function lineOf({ kind, at, facts }: Notice): Line {
  const t = textOf(noticeWords);
  const lang = language();
  const model = modelOf(facts.model ?? '')?.name[lang] ?? '';
  const maker = makerOf(facts.maker ?? '')?.name[lang] ?? '';
  const left = Math.max(0, at + DAY_SECONDS - now());
  const texts: Record<NoticeKind, () => string> = {
    goal: () => t.noticeGoal(mine.get().streak),
    cheers: () => t.noticeCheers(cheerer()?.name ?? '', facts.count ?? 1),
    'not-synced': () => t.noticeNotSynced,
    'band-asked': () => t.noticeAsked(facts.who ?? '', model),
    'band-given': () => t.noticeGiven(model),
    'band-kept': () => t.noticeKept(model),
    'band-moved': () => t.noticeMoved(model),
    'battery-low': () => t.noticeBattery(model, facts.battery ?? 0),
    'export-ready': () => t.noticeExport(Math.floor(left / 3600), Math.floor((left % 3600) / 60)),
    'review-done': () => t.noticeReviewed(dayShort(facts.day ?? 0)),
    answered: () => t.noticeAnswered(maker),
  };
  return {
    icon: ICONS[kind],
    text: texts[kind](),
    act: kind === 'band-asked' ? t.noticeAnswer : '',
  };
}
