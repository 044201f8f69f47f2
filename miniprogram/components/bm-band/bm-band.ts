/** One bound band as a card. Fires `open` for its page and `sync` for its button. */

/** What the card shows; every word is ready. */
export interface BandCard {
  id: string;
  name: string;
  /** watch · ring · capsule · virtual */
  pic: string;
  /** "3 分钟前同步 · 7 天已存好" */
  line: string;
  /** 0–100, or −1 when the band does not say. */
  battery: number;
  /** "计步 · 历史"; a virtual band has none and no sync button. */
  features: string;
  label: string;
  syncLabel: string;
  syncWord: string;
  syncing: boolean;
}

Component({
  properties: {
    band: { type: Object, value: {} as BandCard },
  },
  methods: {
    onOpen() {
      this.triggerEvent('open', { id: this.data.band.id });
    },
    onSync() {
      if (!this.data.band.syncing) this.triggerEvent('sync', { id: this.data.band.id });
    },
  },
});
