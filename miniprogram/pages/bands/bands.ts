/** My bands, and adding one. */
import { appearance } from '../../behaviors/appearance';
import { support } from '../../behaviors/support';
import { syncing } from '../../behaviors/syncing';
import type { BandCard } from '../../components/bm-band/bm-band';
import { savedDays } from '../../services/activity';
import { bandMemory } from '../../services/bands/index';
import { enter, session } from '../../services/session';
import { bandCards } from './view';

/** What is not drawn. A tab page exists once, so this may live here. */
const behind: { unwatch: () => void } = { unwatch: () => {} };

Component({
  behaviors: [appearance, support, syncing],
  data: {
    titleKey: 'bands',
    cards: null as BandCard[] | null,
  },
  pageLifetimes: {
    show() {
      behind.unwatch();
      behind.unwatch = session.watch(() => void this.paint());
      void this.paint();
      void enter();
    },
    hide() {
      behind.unwatch();
    },
  },
  lifetimes: {
    detached() {
      behind.unwatch();
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
      this.setData({ cards: bandCards(facts, Math.floor(Date.now() / 1000)) });
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
