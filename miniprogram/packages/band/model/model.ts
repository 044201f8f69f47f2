/** A model: what it speaks and how sure we are, how to add it, buy it, and reach its maker. */
import { appearance } from '../../../behaviors/appearance';
import { shop } from '../../../behaviors/shop';
import { support } from '../../../behaviors/support';
import { type Model, modelOf } from '../../../contract/makers';
import { decoded } from '../../../lib/query';
import { session } from '../../../services/account/index';
import { canBuy } from '../../../services/shop/index';
import { type ModelView, modelView } from './view';

Component({
  behaviors: [appearance, support, shop],
  data: {
    model: null as Model | null,
    view: null as ModelView | null,
    unknown: false,
  },
  methods: {
    onLoad(query: { model?: string }) {
      const model = modelOf(decoded(query.model)) ?? null;
      const view = model && modelView(model, canBuy(model));
      this.setData({ model, view, unknown: model === null });
    },
    onReady() {
      const { view } = this.data;
      if (view) wx.setNavigationBarTitle({ title: view.name, fail: () => {} });
    },
    onAdd() {
      const { model } = this.data;
      const query = model ? `?model=${encodeURIComponent(model.id)}` : '';
      wx.navigateTo({ url: `/packages/add/add${query}` });
    },
    onSupport() {
      const { model } = this.data;
      if (!model) return;
      const band = session.get().bands.find((own) => own.model === model.id) ?? null;
      this.openSupport({ model: model.id, band, diagnostics: null });
    },
    onBuy() {
      const item = this.data.model?.jd;
      if (item) this.buy(item);
    },
  },
});
