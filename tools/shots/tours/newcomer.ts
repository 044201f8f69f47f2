/** Somebody without a band: the first start, every tab, every page behind 我的. */
import type { Tour } from './tour';

/** Icon of the row, name of the page, what is on it. */
const PAGES = [
  ['group', 'friends', '.act .t-button'],
  ['share', 'shares', '.card'],
  ['lock', 'consents', '.consent'],
  ['file', 'export', '.part'],
  ['trash', 'erase', '.rows'],
  ['shield', 'rules', '.told'],
  ['info', 'about', '.told'],
] as const;

export const newcomer: Tour = async (guide, stop) => {
  guide.cloud('held');
  await guide.open('newcomer');
  await guide.see('.waiting');
  await stop('today-loading');
  await guide.tab('ranking');
  await guide.see('.waiting');
  await stop('ranking-loading');
  await guide.tab('bands');
  await guide.see('.late');
  await stop('bands-loading');
  await guide.tab('me');
  await guide.see('.late');
  await stop('me-loading');

  await guide.open('newcomer', 'path=packages/me/profile/profile');
  await guide.see('.late');
  await stop('profile-loading');

  guide.cloud('broken');
  await guide.open('newcomer');
  await guide.see('bm-problem');
  await stop('today-unknown');
  await guide.tab('ranking');
  await guide.see('bm-note');
  await stop('ranking-problem');
  await guide.tab('bands');
  await guide.see('bm-problem');
  await stop('bands-unknown');
  await guide.tab('me');
  await guide.see('bm-note');
  await stop('me-problem');

  guide.cloud('open');
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
  await guide.back();
  for (const [icon, page, there] of PAGES) {
    await guide.tap(`.t-cell:has(.icon-${icon})`);
    await guide.see(there);
    await stop(`me-${page}`);
    await guide.back();
  }
};

/** The terms, the age, a guardian's card; then WeRun as the only source. */
export const starter: Tour = async (guide, stop) => {
  await guide.open('starter', 'path=packages/me/start/start');
  await guide.see('.foot');
  await stop('start');
  await guide.tap('.foot .t-button');
  await guide.see('.age');
  await stop('start-age');
  await guide.open('starter', 'path=packages/me/start/start%3Fstep%3Dguardian');
  await guide.see('.asking');
  await stop('start-guardian');
  await guide.ask('starter', 'account.update', { age: 'u14' });
  const { token } = await guide.ask('starter', 'guardian.ask', {});
  await guide.open('parent', `path=packages/me/guardian/guardian%3Ftoken%3D${token}`);
  await guide.see('.term');
  await stop('guardian');
  await guide.tap('.act .t-button');
  await guide.see('bm-note');
  await stop('guardian-done');
  await guide.open('parent', 'path=packages/me/sample/sample');
  await guide.see('.bm-row');
  await stop('sample');

  await guide.open('walker', 'path=packages/me/werun/werun');
  await guide.see('.foot');
  await stop('werun');
  await guide.tap('.foot .t-button');
  await guide.see('bm-problem');
  await stop('werun-refused');
  await guide.settings({ weRunScope: 'granted' });
  await guide.open('walker', 'path=packages/me/werun/werun');
  await guide.tap('.foot .t-button');
  await guide.see('.add-band');
  await stop('today-werun');
};
