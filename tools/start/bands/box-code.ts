import { makerOf, modelOf } from '../../../miniprogram/contract/makers';
import type { BoxCode } from '../../preview';

const PAGE = 'packages/add/add';

/** What the maker of a model prints on a box; only one with a domain has links. */
export function boxCode(model: string, serial: string): BoxCode {
  const domain = makerOf(modelOf(model)?.maker ?? '')?.domains?.[0];
  return {
    link: domain ? `https://${domain}/b/${model}/${serial}` : null,
    linkPage: PAGE,
    path: `${PAGE}?scene=${encodeURIComponent(`b.${model}.${serial}`)}`,
  };
}
