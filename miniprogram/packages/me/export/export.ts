/** My data to take along: asked for, being made, there to be sent to a chat. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { subscribing } from '../../../behaviors/subscribing';
import { watching } from '../../../behaviors/watching';
import { now } from '../../../lib/clock';
import { copy } from '../../../phone/clipboard';
import { complain } from '../../../phone/complain';
import { toAppError } from '../../../phone/errors';
import { fetchFile, sendFile } from '../../../phone/saving';
import { reconsider } from '../../../services/account/index';
import { type Export, getExport, startExport } from '../../../services/rights/index';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { rightsWords } from '../../../words/rights';
import {
  type FileView,
  fileView,
  type MakingView,
  makingView,
  type PartView,
  partsView,
  timeLeft,
} from './view';

/** While it waits for the clock the cloud is asked every so many turns of 15 s, then every one. */
const TURNS = 4;
let turns = 0;

Component({
  behaviors: [appearance(rightsWords, 'common'), subscribing, watching],
  data: {
    titleKey: 'exportTitle',
    state: '' as Export['state'] | '',
    files: [] as FileView[],
    until: 0,
    left: '',
    /** The file that is saved next. */
    next: 0,
    busy: false,
    /** Whether WeChat can bring the word that it is ready. */
    tells: false,
    making: null as MakingView | null,
    parts: [] as PartView[],
    problem: null as Problem | null,
  },
  pageLifetimes: {
    show() {
      // What was told of them stays until it is told anew.
      if (this.data.parts.length === 0) put(this, { parts: partsView(null) });
      put(this, { tells: this.canTell('export') });
      void this.ask(getExport);
    },
  },
  methods: {
    onPassing() {
      const { state, making, until } = this.data;
      const begun = (making?.percent ?? null) !== null;
      turns = (turns + 1) % TURNS;
      const waits = state === 'making' && (begun || turns === 0);
      const over = state === 'ready' && until <= now();
      if (waits || over) void this.ask(getExport);
      this.paint();
    },
    paint() {
      const { until } = this.data;
      const { hours, minutes } = timeLeft(until, now());
      if (until > 0) put(this, { left: textOf(rightsWords).exportLeft(hours, minutes) });
    },
    /** What is known stays when it cannot be asked; a tap is answered all the same. */
    async ask(question: () => Promise<Export>, tapped = false) {
      if (this.data.busy) return;
      put(this, { busy: true });
      try {
        this.take(await question());
      } catch (failure) {
        const problem = textOf(rightsWords).problems[toAppError(failure).code];
        if (!this.data.state) put(this, { problem });
        else if (tapped) void complain(failure, () => this.ask(question, true));
      }
      put(this, { busy: false });
    },
    take(told: Export) {
      const progress = told.state === 'making' ? told.progress : null;
      const making = told.state === 'making' ? makingView(progress) : null;
      put(this, { problem: null, state: told.state, making, parts: partsView(progress) });
      if (told.state !== 'ready') {
        put(this, { next: 0, until: 0 });
        return;
      }
      const { json, csv, until } = told;
      const files = [fileView('json', json, now()), fileView('csv', csv, now())];
      put(this, { files, until });
      this.paint();
    },
    onTell() {
      this.askToTell('export');
    },
    onStart() {
      void this.ask(startExport, true);
    },
    onRetry() {
      reconsider();
      void this.ask(getExport);
    },
    /** Saves one file after the other: WeChat asks for a chat each time. */
    async onSave() {
      const file = this.data.files[this.data.next];
      if (!file || this.data.busy) return;
      const t = textOf(rightsWords);
      put(this, { busy: true });
      try {
        if (await sendFile(await fetchFile(file.address), file.name)) {
          put(this, { next: (this.data.next + 1) % this.data.files.length });
          wx.showToast({ title: t.exportSaved, icon: 'none' });
        }
      } catch {
        wx.showToast({ title: t.exportFailed, icon: 'none' });
        // Addresses live for minutes: the next tap has new ones.
        await getExport().then(
          (told) => this.take(told),
          () => undefined,
        );
      }
      put(this, { busy: false });
    },
    onCopy() {
      void copy(this.data.files.map(({ name, sha256 }) => `${sha256}  ${name}`).join('\n'));
    },
  },
});
