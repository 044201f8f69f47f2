/** Somebody with a band: its day, a sync under way, what goes wrong; then the band and shares. */

import { band } from './band';
import { handover } from './handover';
import { past } from './past';
import { sharing } from './sharing';
import type { Tour } from './tour';

export const owner: Tour = async (guide, stop) => {
  await today(guide, stop);
  await past(guide, stop);
  await band(guide, stop);
  await sharing(guide, stop);
  await handover(guide, stop);
};

const today: Tour = async (guide, stop) => {
  await guide.wear('owner');
  await stop('today');
  await guide.tap('bm-bars .toggle');
  await guide.see('bm-bars .hour');
  await stop('today-table');
  await guide.tap('bm-bars .toggle');
  await guide.settings({ network: 'none' });
  await guide.see('.offline');
  await stop('today-offline');
  await guide.settings({ network: 'wifi' });
  await guide.breakOff(2);
  await guide.tap('.go');
  await guide.see('bm-problem');
  await stop('today-interrupted');
  await guide.bands({ fault: 'silent' });
  await guide.tap('bm-problem .t-button');
  await guide.see('bm-stages');
  await stop('today-syncing');
  await guide.see('bm-problem');
  await stop('today-trouble');
  await guide.bands({ fault: null });
  await guide.steps(300);
  guide.cloud('broken');
  await guide.tap('bm-problem .t-button');
  await guide.see('.upload-again');
  await stop('today-upload-trouble');
  guide.cloud('open');
};
