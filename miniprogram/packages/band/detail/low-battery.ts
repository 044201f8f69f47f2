/**
 * A message of WeChat's when a band is almost empty. In the page
 *
 *     <t-cell wx:if="{{tellsLow}}" … bind:click="onTellLow" />
 *     <t-dialog visible="{{lowTicket}}" … bind:confirm="onTellLowYes" bind:cancel="onTellLowNo" />
 *
 * The page calls `this.paintLow(band)`. WeChat wants to be asked in a tap, with a ticket that was
 * fetched before: the dialog's button is that tap.
 */
import { put } from '../../../behaviors/drawing';
import type { BoundBand } from '../../../contract/api';
import { ask } from '../../../phone/cloud';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { type DeviceAsked, openSubscriptions } from '../../../phone/subscribe';
import { featuresOf } from '../../../services/bands/index';
import { askDevice, isDevice } from '../../../services/notices/index';
import { textOf } from '../../../words/index';
import { subscribeWords } from '../../../words/subscribe';

export const lowBattery = Behavior({
  data: { tellsLow: false, lowTicket: null as DeviceAsked | null, lowBand: '' },
  methods: {
    paintLow({ id: lowBand, model, protocol, virtual }: BoundBand) {
      const tellsLow = !virtual && featuresOf(protocol).battery !== undefined && isDevice(model);
      put(this, { lowBand, tellsLow });
    },
    async onTellLow() {
      const lowTicket = await ask('device.ticket', { band: this.data.lowBand }).catch(
        (failure: unknown) => {
          void complain(failure, () => this.onTellLow());
          return null;
        },
      );
      put(this, { lowTicket });
    },
    onTellLowNo() {
      put(this, { lowTicket: null });
    },
    async onTellLowYes() {
      const { lowTicket, lowBand } = this.data;
      put(this, { lowTicket: null });
      if (!lowTicket) return;
      const allowed = await askDevice(lowBand, lowTicket).catch((failure: unknown) => {
        void complain(failure, () => this.onTellLow());
        return null;
      });
      if (!allowed) return;
      const t = textOf(subscribeWords);
      if (allowed !== 'off') {
        const title = allowed === 'yes' ? t.subscribeLowDone : t.subscribeLowRefused;
        wx.showToast({ title, icon: 'none' });
        return;
      }
      const { subscribeOff: title, subscribeOffHint: content } = t;
      if (await confirmed({ title, content, yes: 'settings' })) openSubscriptions();
    },
  },
});
