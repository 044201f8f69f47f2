/**
 * What is in the way of adding a band: a setting of the phone, which takes the whole page, or what
 * failed, in a card of its own. The page overrides `goOn`, `onScan` and `onModels`.
 */

import { put } from '../../behaviors/drawing';
import type { AppCode } from '../../phone/errors';
import { isPreflight, platformOf, preflight } from '../../phone/preflight';
import { actOn } from '../../phone/problem-action';
import { phoneRadio } from '../../phone/radio';
import { labChoice } from '../../services/bands/index';
import type { Device } from '../../words/device';
import { text } from '../../words/index';
import { type BlockedView, blockedView } from './view';

interface Trouble {
  code: AppCode;
  title: string;
  sentence: string;
  button: string;
}

export const obstacles = Behavior({
  data: {
    blocked: null as BlockedView | null,
    blockedBy: '' as AppCode | '',
    trouble: null as Trouble | null,
  },
  methods: {
    /** What is being added; the page's own. */
    device(): Device {
      return 'band';
    },
    /** Checks the phone, and says what is in the way. True when nothing is. */
    async clear(): Promise<boolean> {
      // A band of the lab needs no Bluetooth.
      const code = labChoice() ? null : await preflight(phoneRadio());
      if (code !== null) this.block(code);
      else if (this.data.blockedBy !== '') put(this, { blocked: null, blockedBy: '' });
      return code === null;
    },
    block(code: AppCode) {
      const platform = platformOf(wx.getDeviceInfo().platform);
      put(this, { blocked: blockedView(code, platform), blockedBy: code });
    },
    fail(code: AppCode) {
      const { title, sentence, button } = text(this.device()).problems[code];
      put(this, { trouble: { code, title, sentence, button } });
    },
    /** Says why something ended early. */
    tell(code: AppCode) {
      if (isPreflight(code)) this.block(code);
      else this.fail(code);
    },
    /** What was in the way may be gone: continues where it stopped. */
    async goOn(): Promise<void> {},
    async onScan(): Promise<void> {},
    onModels() {},
    onBlockedAct() {
      const { blockedBy } = this.data;
      if (blockedBy === '') return;
      if (!actOn(blockedBy, () => void this.goOn())) this.onLeave();
    },
    onTroubleAct() {
      const { trouble } = this.data;
      if (!trouble) return;
      const { action } = text().problems[trouble.code];
      put(this, { trouble: null });
      if (action === 'scan-again') void this.onScan();
      else if (action === 'choose-model') this.onModels();
      else if (!actOn(trouble.code, () => void this.goOn())) this.onLeave();
    },
    onLeave() {
      wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/today/today' }) });
    },
  },
});
