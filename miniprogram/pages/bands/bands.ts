/** My bands, and adding one. */
import { appearance } from '../../behaviors/appearance';
import { support } from '../../behaviors/support';
import { syncing } from '../../behaviors/syncing';
import { watching } from '../../behaviors/watching';
import type { BandCard } from '../../components/bm-band/bm-band';
import { now } from '../../lib/clock';
import { enter, session } from '../../services/account/index';
import { savedDays } from '../../services/activity/index';
import { bandMemory } from '../../services/bands/index';
import { bandCards } from './view';

Component({
  behaviors: [appearance, watching, support, syncing],
  data: {
    titleKey: 'bands',
    cards: null as BandCard[] | null,
  },
  pageLifetimes: {
    show() {
      void this.paint();
      void enter();
    },
  },
  methods: {
    async paint() {
      const facts = await Promise.all(
        session.get().bands.map(async (band) => ({
          band,
          memory: bandMemory(band.id),
          saved: await savedDays(band.id),
          syncing: this.data.syncing === band.id,
        })),
      );
      this.setData({ cards: bandCards(facts, now()) });
    },
    onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const id = encodeURIComponent(event.detail.id);
      wx.navigateTo({ url: `/packages/band/detail/detail?id=${id}` });
    },
    async onSync(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const band = session.get().bands.find(({ id }) => id === event.detail.id);
      if (band) await this.syncBands([band]);
    },
    onSynced() {
      void this.paint();
    },
    onAdd() {
      wx.navigateTo({ url: '/packages/add/add' });
    },
  },
});
