import { dayOf } from '../../miniprogram/contract/activity';
import {
  type Age,
  defaultName,
  type Input,
  isDefaultName,
  type NameFault,
  type Output,
} from '../../miniprogram/contract/api';
import { type Call, logFault, Refusal } from '../answers';
import { gone, plus, textAllowed, transact } from '../cloud';
import { meter } from '../meters';
import { guardianNeeded, mayAppear } from './appearing';
import { withGoal } from './goals';
import { withHiding } from './hiding';
import { cleanName, nameFault } from './names';
import { meOf, personOf } from './people';
import { emptyPhotoPlaces } from './photo-place';
import {
  askAboutPhoto,
  dropCopy,
  forgetPhotos,
  forgetWaitingBefore,
  isLatest,
  takePhoto,
} from './photos';
import { identities, type PersonDoc, people } from './store';
import { accountGone } from './turns';

/** Changes what a person may change of themselves: all of it or, when the name is refused, nothing. */
export async function updateAccount(
  input: Input<'account.update'>,
  call: Call,
): Promise<Output<'account.update'>> {
  const { avatar } = input;
  const name = input.name && (await allowedName(input.name, call));
  const photo = avatar && (await takePhoto(avatar, call));
  let taken = false;
  const changed = await transact(async (scope, at) => {
    const before = await people.within(scope).get(call.uid);
    if (!before) throw accountGone();
    taken = Boolean(photo && (await isLatest(scope, photo, before.photo)));
    const changes: Partial<PersonDoc> = {
      ...chosenOf(input, before, at),
      ...nameOf(name, input.language, before),
      ...(photo && taken && { photo }),
    };
    const none = avatar === null ? { photo: gone<string>(), seat: plus(1) } : {};
    const all = { ...changes, ...none };
    if (Object.keys(all).length > 0) await people.within(scope).update(call.uid, all);
    const after = { ...before, ...changes };
    if (avatar === null) {
      delete after.photo;
      after.seat = (before.seat ?? 0) + 1;
    }
    const known = {
      ...(input.age !== undefined && { child: !mayAppear(after) }),
      ...(input.goal !== undefined && { goal: input.goal }),
    };
    if (Object.keys(known).length > 0) await identities.within(scope).update(call.openid, known);
    return { me: meOf(after, call.openid, at) };
  });
  if (avatar === null) {
    await forgetPhotos(call.uid, call.at);
    await emptyPhotoPlaces(call);
  }
  if (photo && !taken) await dropCopy(call.uid, photo);
  if (photo && taken) {
    await askAboutPhoto(call.openid, photo, call.at);
    await forgetWaitingBefore(call.uid, call.at);
  }
  return changed;
}

/** What follows from the input and from what was, without a name and a photo. */
function chosenOf(
  { avatar, age, language, offset, goal, hidden }: Input<'account.update'>,
  before: PersonDoc,
  at: number,
): Partial<PersonDoc> {
  return {
    ...(avatar === null && { avatar: null }),
    ...(age !== undefined && { age: olderOnlyWithGuardian(before, age) }),
    ...(language !== undefined && { language }),
    ...(offset !== undefined && { offset }),
    ...(goal !== undefined && { goals: withGoal(before.goals, dayOf(at), goal) }),
    ...(hidden !== undefined && { hidden, hiding: withHiding(before, hidden, at) }),
  };
}

/** A name that was chosen and allowed; who has none is called so in the language they read. */
function nameOf(
  name: string | null | undefined,
  language: PersonDoc['language'] | undefined,
  before: PersonDoc,
): Partial<PersonDoc> {
  if (name) return { name };
  const none = name === null || (language && isDefaultName(before.name, before._id));
  return none ? { name: defaultName(before._id, language ?? before.language) } : {};
}

/** Who said that they are under 14 does not take it back alone. */
function olderOnlyWithGuardian(before: PersonDoc, age: Age): Age {
  if (age !== 'u14' && !mayAppear(before)) throw guardianNeeded();
  return age;
}

/** The name in clean form. A checker that cannot be asked is not an open door. */
async function allowedName(wanted: string, call: Call): Promise<string> {
  const name = cleanName(wanted);
  if (name === (await personOf(call.uid)).name) return name;
  const fault = nameFault(name);
  if (fault) throw refusedName(fault);
  await meter(call.uid, 'name', call.at);
  let allowed: boolean;
  try {
    allowed = await textAllowed(call.openid, name);
  } catch (error) {
    const reference = logFault('msgSecCheck', error);
    throw refusedName('unchecked', reference);
  }
  if (!allowed) throw refusedName('not-passed');
  return name;
}

/** The reason comes first in the message, where the phone reads it. */
const refusedName = (fault: NameFault, reference = '') =>
  new Refusal('name-refused', `${fault} ${reference}`.trim());
