/** A ring that knows sleep and heart, and the two consents they need. */
import type { Tour } from './tour';

export const ring: Tour = async (guide, stop) => {
  await guide.open('ring', 'path=pages/me/me');
  await guide.bands({ on: false });
  await guide.addBand('colmi-ring');
  await guide.tap('.t-cell:has(.icon-lock)');
  for (const index of [1, 2]) await guide.tap('.consent .act', index);
  await stop('me-consents-given');
  await guide.back();
  await guide.tab('bands');
  await guide.tap('.add .t-button');
  await guide.see('.near');
  await guide.tap('.near');
  await guide.see('.confirm');
  await stop('add-confirm-ring');
  await guide.tap('.bind .t-button');
  await guide.see('bm-night');
  await stop('today-sleep');
  await guide.tab('bands');
  await guide.tap('bm-band .top');
  await guide.see('.heart');
  await stop('detail-heart');
};
