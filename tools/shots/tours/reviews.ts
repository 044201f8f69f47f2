/** The operator's desk: nobody waits, somebody does, and the day that they ask about. */
import type { DayKey } from '../../../miniprogram/contract/activity';
import { OPERATOR } from '../../../miniprogram/contract/reviews';
import type { Guide } from '../guide';
import type { Tour } from './tour';

const DESK = 'path=packages/desk/inbox/inbox';
export const HELD = 20261113;

/** An hour at 180 steps a minute, for which boards withhold the day. */
export async function holdDay(guide: Guide, name: string, day: DayKey): Promise<void> {
  const { bands } = await guide.ask(name, 'account.enter', {});
  const slots = Object.fromEntries([40, 41, 42, 43].map((slot) => [slot, { steps: 2700 + slot }]));
  await guide.ask(name, 'activity.upload', { band: bands[0]!.id, days: [{ day, slots }] });
}

/** Each walk has a seat of its own at a desk; a code seats one. */
export async function sit(guide: Guide, name: string, desk: string): Promise<void> {
  const seat = await guide.ask(name, 'desk.enter', { code: guide.newDeskCode(desk) });
  if ('why' in seat) throw new Error(`the desk of ${desk} refused a code: ${seat.why}`);
}

/** Somebody with a band asks about a day. */
async function askOne(guide: Guide): Promise<void> {
  const wish = { model: 'codoon-band', protocol: 'codoon', virtual: false };
  await guide.ask('walker', 'account.enter', {});
  await guide.ask('walker', 'band.bind', { ...wish, serial: `${guide.person('')}0000000000BB` });
  await holdDay(guide, 'walker', HELD);
  await guide.ask('walker', 'review.ask', { day: HELD, note: '陪孩子跳绳', slots: [] });
}

export const reviews: Tour = async (guide, stop) => {
  await sit(guide, 'operator', OPERATOR);
  await askOne(guide);
  await guide.open('operator', DESK);
  await guide.see('.entry');
  await stop('desk-reviews');
  await guide.tap('.entry');
  await guide.see('.fact');
  await stop('desk-review');
};
