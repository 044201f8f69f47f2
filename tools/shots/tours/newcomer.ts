/** Somebody without a band: the first start, every tab, every sheet of 我的. */
import type { Tour } from './tour';

/** Icon of the row, name of the sheet. */
const SHEETS = { group: 'friends', share: 'shares', shield: 'rules', info: 'about' };

export const newcomer: Tour = async (guide, stop) => {
  await guide.cloud('held');
  await guide.open('newcomer');
  await guide.see('.waiting');
  await stop('today-loading');
  await guide.tab('ranking');
  await guide.see('.waiting');
  await stop('ranking-loading');
  await guide.tab('bands');
  await stop('bands-loading');
  await guide.tab('me');
  await guide.see('.profile-bone');
  await stop('me-loading');

  await guide.cloud('broken');
  await guide.open('newcomer');
  await stop('today-unknown');
  await guide.tab('ranking');
  await guide.see('bm-note');
  await stop('ranking-problem');
  await guide.tab('bands');
  await stop('bands-unknown');
  await guide.tab('me');
  await guide.see('bm-note');
  await stop('me-problem');

  await guide.cloud('open');
  await guide.open('newcomer');
  await guide.see('.no-band');
  await stop('today-empty');
  await guide.settings({ network: 'none' });
  await guide.see('.offline');
  await stop('today-empty-offline');
  await guide.settings({ network: 'wifi' });
  await guide.tab('ranking');
  await guide.see('bm-note');
  await stop('ranking-alone');
  await guide.tap('.day-line .touch');
  await guide.see('.day-back');
  await guide.see('.alone .icon-group');
  await stop('ranking-alone-final');
  await guide.tab('bands');
  await guide.see('bm-note');
  await stop('bands-none');
  await guide.tab('me');
  await guide.see('.profile');
  await stop('me');
  await guide.tap('.profile');
  await guide.see('.field');
  await stop('me-name');
  await guide.shut();
  for (const [icon, sheet] of Object.entries(SHEETS)) {
    await guide.tap(`.t-cell:has(.icon-${icon})`);
    await guide.see('.bm-sheet');
    await stop(`me-${sheet}`);
    await guide.shut();
  }
};
