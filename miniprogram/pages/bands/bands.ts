/** My bands, and adding one. */
import { appearance } from '../../behaviors/appearance';
import { putSoon } from '../../behaviors/drawing';
import { leaving } from '../../behaviors/leaving';
import { noticing } from '../../behaviors/noticing';
import { syncing } from '../../behaviors/syncing';
import { watching } from '../../behaviors/watching';
import type { BandCard } from '../../components/bm-band/bm-band';
import { now } from '../../lib/clock';
import { enter, mine, nobody, reconsider } from '../../services/account/index';
import { savedDays, syncs } from '../../services/activity/index';
import { bandMemory, inOrder } from '../../services/bands/index';
import { text } from '../../words/index';
import type { Problem } from '../../words/problems';
import { bandCards } from './view';

Component({
  behaviors: [appearance('bands', 'sync', 'common'), watching, leaving, noticing('bands'), syncing],
  data: {
    titleKey: 'bands',
    /** Null until it is known which bands there are. */
    cards: null as BandCard[] | null,
    problem: null as Problem | null,
  },
  pageLifetimes: {
    show() {
      void this.paint();
      void enter();
    },
  },
  methods: {
    async paint() {
      const { bands, at, error } = mine.get();
      if (at === 0 && bands.length === 0 && !nobody(error)) {
        putSoon(this, { cards: null, problem: error && text().problems[error] });
        return;
      }
      const facts = await Promise.all(
        inOrder(bands).map(async (band) => ({
          band,
          memory: bandMemory(band.id),
          saved: await savedDays(band.id),
          syncing: syncs.get().running.has(band.id),
        })),
      );
      putSoon(this, { cards: bandCards(facts, now()), problem: null });
    },
    onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const id = encodeURIComponent(event.detail.id);
      this.goTo(`/packages/band/detail/detail?id=${id}`);
    },
    async onSync(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const band = mine.get().bands.find(({ id }) => id === event.detail.id);
      if (band) await this.syncBands([band]);
    },
    onSynced() {
      void this.paint();
    },
    /** It is not known which bands there are: asks again. */
    onRetry() {
      reconsider();
      void enter();
    },
    onAdd() {
      this.goTo('/packages/add/add');
    },
  },
});
