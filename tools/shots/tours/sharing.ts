/** A shared day: its owner's preview, a guest's view, Moments, and what is gone. */
import { dayOf } from '../../../miniprogram/contract/activity';
import type { Tour } from './tour';

const TODAY = dayOf(Date.UTC(2026, 10, 22, 12) / 1000);
const page = (query: string) => `path=packages/share/day/day%3F${query}`;

export const sharing: Tour = async (guide, stop) => {
  await guide.open('owner');
  await guide.tap('.day-link', 1);
  await guide.see('.preview img');
  await stop('share-own');
  await guide.tap('.way', 1);
  await guide.open('owner', 'path=pages/me/me');
  await guide.tap('.t-cell:has(.icon-share)');
  await guide.see('.entry');
  await stop('me-shares-some');

  const { id } = await guide.ask('owner', 'share.create', { day: TODAY });
  await guide.open('reader', page(`id%3D${id}`));
  await guide.see('.open-app');
  await stop('share-guest');
  await guide.open('reader', `${page(`id%3D${id}`)}&single=1`);
  await guide.see('.until');
  await stop('share-moments');
  await guide.open('reader', page('id%3Dnothing'));
  await guide.see('bm-note');
  await stop('share-gone');
  await guide.open('reader', page(`day%3D${TODAY}`));
  await guide.see('bm-note');
  await stop('share-no-data');
};
