import { dayOf } from '../../miniprogram/contract/activity';
import type { Input, Output } from '../../miniprogram/contract/api';
import { type Call, logFault, Refusal } from '../answers';
import { textAllowed } from '../cloud';
import { withGoal } from './goals';
import { cleanName, nameFault } from './names';
import { meOf, personOf } from './people';
import { type PersonDoc, people } from './store';

/** Changes what a person may change of themselves: all of it or, when the name is refused, nothing. */
export async function updateAccount(
  input: Input<'account.update'>,
  call: Call,
): Promise<Output<'account.update'>> {
  const before = await personOf(call.uid);
  const after: PersonDoc = { ...before };
  if (input.name !== undefined) after.name = await allowedName(input.name, before.name, call);
  if (input.goal !== undefined) after.goals = withGoal(before.goals, dayOf(call.at), input.goal);
  if (input.hidden !== undefined) after.hidden = input.hidden;
  if (input.avatar !== undefined) after.avatar = input.avatar;
  const { name, goals, hidden, avatar } = after;
  await people.update(call.uid, {
    ...(input.name !== undefined && { name }),
    ...(input.goal !== undefined && { goals }),
    ...(input.hidden !== undefined && { hidden }),
    ...(input.avatar !== undefined && { avatar }),
  });
  return { me: meOf(after, call.at) };
}

/** The name in clean form. A checker that cannot be asked is not an open door. */
async function allowedName(wanted: string, current: string, call: Call): Promise<string> {
  const name = cleanName(wanted);
  if (name === current) return name;
  const fault = nameFault(name);
  if (fault) throw new Refusal('name-refused', fault);
  let allowed: boolean;
  try {
    allowed = await textAllowed(call.openid, name);
  } catch (error) {
    const reference = logFault('msgSecCheck', error);
    throw new Refusal('name-refused', `暂时无法检查名字，请稍后再试（${reference}）`);
  }
  if (!allowed) throw new Refusal('name-refused', '这个名字没有通过微信的内容检查');
  return name;
}
