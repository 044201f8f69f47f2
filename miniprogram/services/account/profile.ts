/** My name, goal and visibility: changed in the cloud, then known everywhere on the phone. */
import { type Input, type Me, NAME_FAULTS, type NameFault } from '../../contract/api';
import { ask, upload } from '../../phone/cloud';
import { AppError, toAppError } from '../../phone/errors';
import { enter, mine, remember } from './mine';

/** What a person may change about themselves. */
export type ProfileChange = Input<'account.update'>;

/** Goals to choose from, in steps. */
export const GOALS: readonly number[] = Array.from({ length: 37 }, (_, n) => 2000 + n * 500);

/** Which of them is nearest to a goal. */
export const nearestGoal = (goal: number): number =>
  GOALS.reduce(
    (best, candidate, index) =>
      Math.abs(candidate - goal) < Math.abs(GOALS[best]! - goal) ? index : best,
    0,
  );

/** Why a name was refused, where the cloud said it. */
export function nameFaultOf(error: AppError): NameFault | null {
  if (error.code !== 'name-refused') return null;
  const [reason] = error.message.split(' ');
  return NAME_FAULTS.find((known) => known === reason) ?? null;
}

/** Changes the account. Rejects with an AppError, `name-refused` among them; nothing changed then. */
export async function updateProfile(change: ProfileChange): Promise<Me> {
  const { me } = await ask('account.update', change);
  remember({ me });
  return me;
}

/**
 * Takes over a photo that WeChat's own chooser checked; its path is temporary, so it is uploaded, to the
 * place of this person's next photo: the cloud empties it also where it was never told. Once more where
 * that is another one by now: a photo was taken since, of another phone or in a call without an answer.
 * Rejects with an AppError.
 */
export async function updatePhoto(filePath: string): Promise<Me> {
  const place = photoPlace();
  try {
    return await putPhoto(place, filePath);
  } catch (refused) {
    if (toAppError(refused).code !== 'bad-input' || (await enter())) throw refused;
    const next = photoPlace();
    if (next === place) throw refused;
    return putPhoto(next, filePath);
  }
}

function photoPlace(): string {
  const { me } = mine.get();
  if (!me?.photoPath) throw new AppError('not-found', 'nobody is known yet');
  return me.photoPath;
}

const putPhoto = async (place: string, filePath: string): Promise<Me> =>
  updateProfile({ avatar: await upload(place, filePath) });

/** Takes the photo back: nobody sees it any more, and its file goes. Again: nothing. Rejects with an AppError. */
export const withdrawPhoto = (): Promise<Me> => updateProfile({ avatar: null });

/** Takes the name back: everybody sees the one that people begin with. Again: nothing. Rejects with an AppError. */
export const withdrawName = (): Promise<Me> => updateProfile({ name: null });

/**
 * A typed name as it is sent: one line, no space around it. Empty when none. How long it is the
 * cloud counts, in characters as people see them: a family emoji is one.
 */
export const cleanName = (typed: string): string => typed.replace(/\s+/g, ' ').trim();
