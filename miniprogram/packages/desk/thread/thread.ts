/** One thread of a desk: read, answer as far as WeChat takes it, close. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import type { Said } from '../../../contract/api';
import { now, systemClock } from '../../../lib/clock';
import { decoded } from '../../../lib/query';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { deskWords } from '../../../words/desk';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { type SampleTalk, sampleTalk } from '../sample';
import { cloudTalk, type Talk, type Told } from '../talk';
import { type ThreadView, threadView } from './view';

/** What a page talks to; not data, the view needs nothing of it. */
const talks = new WeakMap<object, Talk>();

/** Another one for every answer of a thread. */
const newKey = () => `${systemClock.now()}-${Math.random().toString(36).slice(2, 8)}`;

Component({
  behaviors: [appearance(deskWords, 'common')],
  data: {
    sample: false,
    told: null as Told | null,
    /** What was said before that, newest first. */
    older: [] as Said[],
    view: null as ThreadView | null,
    problem: null as Problem | null,
    text: '',
    /** Of the answer that is written; kept until it is sent, so that it is never sent twice. */
    key: '',
    busy: false,
    /** Addresses of pictures that were fetched, by message. */
    pictures: {} as Record<string, string>,
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    onLoad(query: { id?: string; sample?: string }) {
      const sample = decoded(query.sample);
      talks.set(this, sample ? sampleTalk(sample) : cloudTalk(decoded(query.id)));
      put(this, { sample: sample !== '' });
    },
    async load() {
      put(this, { problem: null });
      try {
        const told = await talks.get(this)!.read();
        // What was read before joins on only where nothing is missing between.
        put(this, { told, older: [] });
        this.paint();
      } catch (failure) {
        put(this, { problem: textOf(deskWords).problems[toAppError(failure).code] });
      }
      wx.stopPullDownRefresh({ fail: () => {} });
    },
    paint() {
      const { told, older } = this.data;
      if (!told) return;
      const view = threadView(told, older, now());
      put(this, { view });
      wx.setNavigationBarTitle({ title: view.title, fail: () => {} });
    },
    onPullDownRefresh() {
      void this.load();
    },
    onProblem() {
      reconsider();
      if (this.data.problem?.action === 'back') this.onBack();
      else void this.load();
    },
    onBack() {
      wx.navigateBack({ fail: () => {} });
    },
    async onMore() {
      const { told, older } = this.data;
      const [oldest] = [...(told?.messages ?? []), ...older].slice(-1);
      if (!oldest) return;
      const read = async (talk: Talk) => {
        const { messages } = await talk.read(oldest.at);
        const known = new Set([...(told?.messages ?? []), ...older].map(({ id }) => id));
        put(this, { older: [...older, ...messages.filter(({ id }) => !known.has(id))] });
        this.paint();
      };
      await this.doing(read, () => this.onMore());
    },
    onType(event: WechatMiniprogram.Input) {
      // Other words are another answer: only the same ones are sent again as the same.
      put(this, { text: event.detail.value, key: '' });
    },
    async onSend() {
      const text = this.data.text.trim();
      if (!text || this.data.busy || !this.data.view?.open) return;
      const key = this.data.key || newKey();
      put(this, { busy: true, key });
      const sent = await this.doing(
        (talk) => talk.reply(text, key),
        () => this.onSend(),
      );
      put(this, sent ? { busy: false, text: '', key: '' } : { busy: false });
      await this.load();
    },
    async onPicture(event: WxTouch<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      const fetch = async (talk: Talk) => {
        const address = await talk.picture(id);
        put(this, { pictures: { ...this.data.pictures, [id]: address } });
      };
      await this.doing(fetch, () => this.onPicture(event));
    },
    async onClose() {
      const { deskClose: title, deskCloseText: content } = textOf(deskWords);
      if (!(await confirmed({ title, content, yes: 'close' }))) return;
      await this.close();
    },
    async close() {
      const closed = await this.doing(
        (talk) => talk.close(),
        () => this.close(),
      );
      if (closed) this.onBack();
    },
    onHear() {
      (talks.get(this) as SampleTalk).hear();
      void this.load();
    },
    /** Says why something could not be done; true when it was. */
    async doing(work: (talk: Talk) => Promise<void>, again: () => unknown): Promise<boolean> {
      try {
        await work(talks.get(this)!);
        return true;
      } catch (failure) {
        void complain(failure, again);
        return false;
      }
    },
  },
});
