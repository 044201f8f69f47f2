/**
 * The support sheet of a page. Use: `behaviors: [appearance, support]`, and in the page
 *
 *     <bm-support visible="{{supportOpen}}" view="{{supportView}}" bind:tick="onSupportTick"
 *       bind:contact="onSupportContact" bind:retry="onSupportRetry" bind:call="onSupportCall"
 *       bind:copy="onSupportCopy" bind:close="onSupportClose" />
 *
 * then `this.openSupport({ model, band, diagnostics })`, or `openSupportFor(band)` with what its syncs
 * left. The ticket is opened with the sheet, since
 * WeChat reads `session-from` when the chat button is tapped; diagnostics follow with that tap, and
 * only when they are ticked.
 */

import type { BoundBand, Diagnostics } from '../contract/api';
import { copy } from '../phone/clipboard';
import { complain } from '../phone/complain';
import { toAppError } from '../phone/errors';
import { reconsider } from '../services/account/index';
import { bandMemory } from '../services/bands/index';
import {
  diagnosticsOf,
  openTicket,
  type SupportView,
  supportView,
} from '../services/support/index';
import { text, textOf } from '../words/index';
import { problemLine } from '../words/problems';
import { supportWords } from '../words/support';
import { put } from './drawing';

/** Whom it is about. Without a bound band there is no chat, only the maker's phone and site. */
export interface SupportSubject {
  model: string;
  band: BoundBand | null;
  diagnostics: Diagnostics | null;
}

interface Data {
  supportOpen: boolean;
  supportSubject: SupportSubject | null;
  supportView: SupportView | null;
}

export const support = Behavior({
  data: { supportOpen: false, supportSubject: null, supportView: null } as Data,
  methods: {
    openSupport(subject: SupportSubject) {
      put(this, {
        supportOpen: true,
        supportSubject: subject,
        supportView: supportView(subject.model, subject.band, subject.diagnostics),
      });
      if (this.data.supportView?.desk) this.openSupportTicket();
    },
    openSupportFor(band: BoundBand) {
      const { firmware, results } = bandMemory(band.id);
      const diagnostics = diagnosticsOf(band, firmware, results);
      this.openSupport({ model: band.model, band, diagnostics });
    },
    async openSupportTicket() {
      const subject = this.data.supportSubject;
      if (!subject?.band) return;
      this.changeSupport({ sessionFrom: '', problem: null });
      try {
        const { sessionFrom } = await openTicket(subject.band, null);
        if (subject === this.data.supportSubject) this.changeSupport({ sessionFrom });
      } catch (failure) {
        const problem = text().problems[toAppError(failure).code];
        const { button } = problem;
        this.changeSupport({ problem: { line: problemLine(problem), button } });
      }
    },
    changeSupport(change: Partial<SupportView>) {
      const view = this.data.supportView;
      if (view) put(this, { supportView: { ...view, ...change } });
    },
    onSupportTick() {
      const view = this.data.supportView;
      if (!view) return;
      const ticked = !view.ticked;
      const t = textOf(supportWords);
      const tickNote = ticked ? t.supportDiagnosticsOn(view.lines.length) : t.supportDiagnosticsOff;
      this.changeSupport({ ticked, tickNote });
    },
    /** The chat opens with the same tap; only now the ticked facts leave the phone. */
    async onSupportContact() {
      const { supportSubject: subject, supportView: view } = this.data;
      if (wx.getDeviceInfo().platform === 'devtools') {
        wx.showToast({ title: textOf(supportWords).supportDevTools, icon: 'none' });
      }
      if (!subject?.band || !subject.diagnostics || !view?.ticked) return;
      try {
        await openTicket(subject.band, subject.diagnostics);
      } catch (failure) {
        void complain(failure, () => this.onSupportContact());
      }
    },
    onSupportRetry() {
      reconsider();
      this.openSupportTicket();
    },
    onSupportCall() {
      const phoneNumber = this.data.supportView?.elsewhere.phone;
      if (phoneNumber) wx.makePhoneCall({ phoneNumber, fail: () => {} });
    },
    onSupportCopy() {
      const site = this.data.supportView?.elsewhere.site;
      if (site) void copy(site);
    },
    onSupportClose() {
      put(this, { supportOpen: false });
    },
  },
});
