/** `?from=20260803&to=20260823`: one's own days in a row, as a poster. Sharing it leads into the app. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { isDay } from '../../../contract/activity';
import { toAppError } from '../../../phone/errors';
import { known, reconsider } from '../../../services/account/index';
import { askPast, pastDays } from '../../../services/activity/index';
import { mayShare } from '../../../services/share/index';
import { textOf } from '../../../words/index';
import { posterWords } from '../../../words/poster';
import type { Problem } from '../../../words/problems';
import { runOf, type StreakDay } from '../poster/run';

Component({
  behaviors: [appearance('common', posterWords), leaving],
  data: {
    titleKey: 'streakTitle',
    from: 0,
    to: 0,
    days: [] as StreakDay[],
    card: '',
    /** Those days are no streak, or no more. */
    gone: false,
    problem: null as Problem | null,
  },
  methods: {
    onLoad(query: { from?: string; to?: string }) {
      const [from, to] = [Number(query.from ?? 0), Number(query.to ?? 0)];
      const year = Math.floor(to / 10_000);
      const within = isDay(from) && isDay(to) && from <= to && Math.floor(from / 10_000) === year;
      put(this, { from, to, gone: !within });
      if (within) void this.load();
    },
    async load() {
      const { from, to } = this.data;
      put(this, { problem: null });
      await known();
      if (!mayShare()) return this.fail('guardian-needed');
      const year = Math.floor(to / 10_000) * 10_000;
      const [first, last] = [year + 101, year + 1231];
      // What history was told a moment ago is enough.
      const told = runOf(await pastDays(first, last), from, to);
      if (told) return put(this, { days: told });
      try {
        await askPast(first, last);
      } catch (failure) {
        return this.fail(toAppError(failure).code);
      }
      const days = runOf(await pastDays(first, last), from, to);
      put(this, { days: days ?? [], gone: days === null });
    },
    fail(code: keyof ReturnType<typeof textOf>['problems']) {
      put(this, { problem: textOf(posterWords).problems[code] });
    },
    onDrawn(event: WechatMiniprogram.CustomEvent<{ card: string }>) {
      put(this, { card: event.detail.card });
    },
    onRetry() {
      reconsider();
      if (mayShare()) void this.load();
      else this.goTo('/packages/me/start/start?step=guardian');
    },
    onBack() {
      wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/today/today' }) });
    },
    onShareAppMessage() {
      const { days, card } = this.data;
      const t = textOf(posterWords);
      const title = days.length > 0 ? t.streakCard(String(days.length)) : t.shareApp;
      const sent = { title, path: '/pages/today/today' };
      return card ? { ...sent, imageUrl: card } : sent;
    },
  },
});
