/** What the tour has done beside its phones. */
import type { Deed } from '../../preview';
import { type Ask, asking, introduce } from './ask';
import { AGENT, FIVE, NEWCOMER } from './people';
import type { Town } from './town';

export const tourDeeds = (town: Town): readonly Deed[] => [
  {
    id: 'tour-begin',
    async run(tell) {
      await town.ensure(tell);
      const ask = asking(await town.cloud());
      // Whoever was here before them is gone, with band and friends.
      await ask(NEWCOMER.user, 'account.erase', { confirm: true });
      await sit(ask);
    },
  },
  {
    id: 'tour-friends',
    async run() {
      const ask = asking(await town.cloud());
      for (const { user } of FIVE.slice(2)) await introduce(ask, NEWCOMER.user, user);
    },
  },
  {
    id: 'tour-clock',
    async run() {
      await (await town.cloud()).local.fire('timer');
    },
  },
];

/** As `npm start` has it: what opens the desk of iHealth. */
const CODE = 'preview-desk-ihealth-1';

/** The agent has a seat at the desk, and nobody waits there from before. */
async function sit(ask: Ask): Promise<void> {
  const seat = await ask(AGENT.user, 'desk.enter', {}).catch(() => null);
  if (!seat) await ask(AGENT.user, 'desk.enter', { code: CODE });
  const { threads } = await ask(AGENT.user, 'desk.inbox', {});
  for (const { id } of threads) await ask(AGENT.user, 'desk.close', { thread: id });
}
