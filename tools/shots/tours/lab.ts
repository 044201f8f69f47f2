/** A maker's developer: the lab, what one of its faults shows, and a phone that is a band. */
import type { Tour } from './tour';

export const lab: Tour = async (guide, stop) => {
  await guide.open('maker', 'path=packages/lab/lab');
  await guide.see('.protocol');
  await stop('lab');
  await guide.tap('.protocol', 2);
  await guide.tap('.fault');
  await guide.tap('.bar .t-button');
  await guide.see('bm-problem');
  await stop('lab-trouble');
  await guide.open('maker', 'path=packages/lab/phone/phone');
  await guide.see('.mark-round.brand');
  await stop('lab-phone');
};
