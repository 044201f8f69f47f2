/**
 * Stands where a board will be whose package is on its way, or could not be had. Fires `again` when it is
 * to be drawn anew: then WeChat asks for the package anew.
 */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { watching } from '../../../behaviors/watching';
import { systemClock } from '../../../lib/clock';
import { mine } from '../../../services/account/index';
import { text } from '../../../words/index';
import type { Problem } from '../../../words/problems';

/** A package of 40 KB takes no longer. */
const PATIENCE_MS = 5000;

Component({
  behaviors: [appearance('common'), watching],
  data: { problem: null as Problem | null, offline: false },
  lifetimes: {
    attached() {
      this.watch();
      this.paint();
      systemClock.after(PATIENCE_MS, () => this.late());
    },
  },
  methods: {
    onKnown() {
      const before = this.data.offline;
      this.paint();
      if (before && !this.data.offline) this.onAct();
    },
    paint() {
      const { offline } = mine.get();
      put(this, { offline, ...(offline && { problem: text().problems.offline }) });
    },
    late() {
      if (!this.data.problem) put(this, { problem: text().problems['cloud-timeout'] });
    },
    onAct() {
      this.triggerEvent('again');
    },
  },
});
