import type { BoxCode } from '../../preview';

const PAGE = 'packages/add/add';

/** What a maker prints on a box. */
export const boxCode = (host: string, model: string, serial: string): BoxCode => ({
  link: `https://${host}/b/${model}/${serial}`,
  linkPage: PAGE,
  path: `${PAGE}?scene=${encodeURIComponent(`b.${model}.${serial}`)}`,
});
