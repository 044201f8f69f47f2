/** What the tour has done beside its phones. */
import type { Deed } from '../../preview';
import { asking } from './ask';
import { introduce } from './make';
import { FIVE, NEWCOMER } from './people';
import type { Town } from './town';

export const tourDeeds = (town: Town): readonly Deed[] => [
  {
    id: 'tour-begin',
    async run(tell) {
      await town.ensure(tell);
      const cloud = await town.cloud();
      // Whoever was here before them is gone, with band and friends.
      await asking(cloud)(NEWCOMER.user, 'account.erase', { confirm: true });
    },
  },
  {
    id: 'tour-friends',
    async run() {
      const ask = asking(await town.cloud());
      for (const { user } of FIVE.slice(2)) await introduce(ask, NEWCOMER.user, user);
    },
  },
];
