/** A band of nothing but a running total, and a total that its owner says is wrong. */
import { dayOf } from '../../../miniprogram/contract/activity';
import type { Tour } from './tour';

const YESTERDAY = dayOf(Date.UTC(2026, 10, 21, 12) / 1000);

export const counter: Tour = async (guide, stop) => {
  await guide.open('counter', 'path=packages/add/add');
  await guide.tap('.near:has-text("Mambo")');
  await guide.see('.confirm');
  await guide.tap('.bind .t-button');
  await guide.see('.total');
  await guide.chrome('toast').waitFor({ state: 'hidden' });
  await stop('today-counter');

  const { bands } = await guide.ask('counter', 'account.enter', {});
  const days = [{ day: YESTERDAY, slots: {}, counter: { steps: 10_116 } }];
  await guide.ask('counter', 'activity.upload', { band: bands[0]!.id, days });
  await guide.tap('.wrong');
  await guide.chrome('modal').waitFor();
  await guide.chrome('modal-confirm').click();
  await guide.shown.locator('.day-steps:text-is("0")').waitFor();
  await guide.see('.yesterday-unit');
  await guide.chrome('toast').waitFor({ state: 'hidden' });
  await stop('today-counter-dropped');
};
