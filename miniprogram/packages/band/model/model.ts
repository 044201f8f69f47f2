/** A model: what it speaks and how sure we are, how to add it, buy it, and reach its maker. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { shop } from '../../../behaviors/shop';
import { support } from '../../../behaviors/support';
import { type Model, modelOf } from '../../../contract/makers';
import { decoded } from '../../../lib/query';
import { enter, mine } from '../../../services/account/index';
import { deviceOf } from '../../../services/bands/index';
import { canBuy } from '../../../services/shop/index';
import type { Device } from '../../../words/device';
import { text } from '../../../words/index';
import { modelWords } from '../../../words/model';
import { type ModelView, modelView } from './view';

Component({
  behaviors: [appearance(modelWords), leaving, support, shop],
  data: {
    model: null as Model | null,
    view: null as ModelView | null,
    unknown: false,
    /** A band of this model is bound. */
    own: false,
  },
  methods: {
    onLoad(query: { model?: string }) {
      const model = modelOf(decoded(query.model)) ?? null;
      const view = model && modelView(model, canBuy(model));
      const own = mine.get().bands.some((band) => band.model === model?.id);
      put(this, { model, view, own, unknown: model === null });
      this.followDevice();
    },
    device(): Device {
      return deviceOf(this.data.model?.id ?? null);
    },
    onReady() {
      const title = this.data.view?.name ?? text().appName;
      wx.setNavigationBarTitle({ title, fail: () => {} });
    },
    onAdd() {
      const { model } = this.data;
      const query = model ? `?model=${encodeURIComponent(model.id)}` : '';
      this.goTo(`/packages/add/add${query}`);
    },
    async onSupport() {
      const { model } = this.data;
      if (!model) return;
      // Opened from a card this may be the first page: who has which band is not known yet.
      if (mine.get().at === 0) await enter();
      const band = mine.get().bands.find((own) => own.model === model.id) ?? null;
      this.openSupport({ model: model.id, band, diagnostics: null });
    },
    onBuy() {
      const item = this.data.model?.jd;
      if (item) this.buy(item);
    },
  },
});
