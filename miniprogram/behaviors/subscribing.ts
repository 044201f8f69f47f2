/**
 * Asks whether WeChat may bring one message, and shows it before. Never a gate: whatever is answered,
 * the page goes on. Use: `behaviors: [appearance(…), subscribing]`, in the page
 *
 *     <bm-subscribe visible="{{subscribeOpen}}" view="{{subscribeView}}" bind:yes="onSubscribeYes"
 *       bind:no="onSubscribeNo" />
 *
 * then a button that is there where `canTell('export')` and whose tap is `this.askToTell('export')`.
 */
import type { NoticeKind } from '../contract/api';
import { confirmed } from '../phone/dialog';
import { canSubscribe, openSubscriptions, subscribe } from '../phone/subscribe';
import { templatesOf } from '../services/notices/index';
import { textOf } from '../words/index';
import { subscribeWords } from '../words/subscribe';
import { put } from './drawing';

/** What is told, by the notices that tell it. */
const KINDS = {
  handover: ['band-given', 'band-kept'],
  export: ['export-ready'],
  review: ['review-done'],
} as const satisfies Record<string, readonly NoticeKind[]>;

export type Subject = keyof typeof KINDS;

/** The message as it will arrive. */
export interface SubscribeView {
  title: string;
  rows: { label: string; value: string }[];
}

interface Data {
  subscribeOpen: boolean;
  subscribeView: SubscribeView | null;
  subscribeSubject: Subject;
}

export const subscribing = Behavior({
  data: { subscribeOpen: false, subscribeView: null, subscribeSubject: 'export' } as Data,
  methods: {
    /** Whether WeChat can bring it at all. */
    canTell: (subject: Subject): boolean =>
      canSubscribe() && templatesOf(KINDS[subject]).length > 0,
    /** `band`: the name of the band it is about. */
    askToTell(subject: Subject, band = '') {
      const subscribeView = messageOf(subject, band);
      put(this, { subscribeOpen: true, subscribeSubject: subject, subscribeView });
    },
    async onSubscribeYes() {
      // WeChat wants to be asked in the tap itself: nothing is waited for before.
      const allowed = await subscribe(templatesOf(KINDS[this.data.subscribeSubject]));
      put(this, { subscribeOpen: false });
      const t = textOf(subscribeWords);
      if (allowed === 'yes') wx.showToast({ title: t.subscribeDone, icon: 'none' });
      else if (allowed !== 'off') wx.showToast({ title: t.subscribeRefused, icon: 'none' });
      else {
        const { subscribeOff: title, subscribeOffHint: content } = t;
        if (await confirmed({ title, content, yes: 'settings' })) openSubscriptions();
      }
    },
    onSubscribeNo() {
      put(this, { subscribeOpen: false });
    },
  },
});

function messageOf(subject: Subject, band: string): SubscribeView {
  const t = textOf(subscribeWords);
  if (subject === 'handover') {
    const rows = [
      { label: t.subscribeBand, value: band },
      { label: t.subscribeResult, value: t.subscribeAnswered },
    ];
    return { title: t.subscribeHandover, rows };
  }
  if (subject === 'review') {
    const rows = [
      { label: t.subscribeWhat, value: t.subscribeReviewed },
      { label: t.subscribeThen, value: t.subscribeLook },
    ];
    return { title: t.subscribeReview, rows };
  }
  const rows = [
    { label: t.subscribeWhat, value: t.subscribeReady },
    { label: t.subscribeThen, value: t.subscribeFetch },
  ];
  return { title: t.subscribeExport, rows };
}
