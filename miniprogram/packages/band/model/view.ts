/** A model of the catalogue as words. */
import type { Model } from '../../../contract/makers';
import { makerOf } from '../../../contract/makers';
import { protocolsOf } from '../../../services/bands/index';
import { bandWords } from '../../../words/band';
import { language, textOf } from '../../../words/index';
import { modelWords } from '../../../words/model';
import { supportWords } from '../../../words/support';

export interface ModelView {
  id: string;
  name: string;
  maker: string;
  protocols: { id: string; name: string; source: string }[];
  /** 联系荣耀客服 */
  support: string;
  /** 在京东购买 is shown, and whether as 推广. */
  shop: boolean;
  paid: boolean;
}

/** `canBuy`: whether this entry may open JD at all. */
export function modelView(model: Model, canBuy: boolean): ModelView {
  const t = textOf(modelWords);
  const said = textOf(supportWords);
  const lang = language();
  const maker = makerOf(model.maker)?.name[lang] ?? '';
  return {
    id: model.id,
    name: model.name[lang],
    maker,
    protocols: protocolsOf(model).map(({ protocol, source }) => ({
      id: protocol,
      name: said.protocolName(protocol),
      source: source ? textOf(bandWords).source[source] : t.sourceNone,
    })),
    support: said.supportOf(model.maker === 'generic' ? '' : maker),
    shop: canBuy,
    paid: model.jd?.commission === true,
  };
}
