/** The first call of every start: everything the first screen needs, in one answer. */
import { dayOf } from '../../miniprogram/contract/activity';
import type { Output } from '../../miniprogram/contract/api';
import { meOf, personOf } from '../accounts';
import { lastDays } from '../activity';
import type { Call } from '../answers';
import { boundBands } from '../bands';
import { registered } from '../devices';
import { noticesOf, templates } from '../notices';

const DAYS = 7;

export async function enter({ uid, openid, at }: Call): Promise<Output<'account.enter'>> {
  const person = await personOf(uid);
  const [bands, { days, streak }, notices] = await Promise.all([
    boundBands(uid),
    lastDays(person, dayOf(at), DAYS),
    noticesOf(uid, at),
  ]);
  const devices = registered().map(({ model }) => model);
  const told = { notices, templates: templates(), devices };
  return { me: meOf(person, openid, at), bands, days, streak, ...told, at };
}
