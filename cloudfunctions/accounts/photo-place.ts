/**
 * Where a person's phone puts a photo before it is taken. What was read once may be read again from
 * there for hours, whatever lies there by then (storage is read through a cache), so each photo has
 * another place. They are few and come round again: all of them are known, also those where nobody came
 * to tell.
 */
import { createHash } from 'node:crypto';
import { type Call, Refusal } from '../answers';
import { countBelow, environment, plus, putFile, removeFiles } from '../cloud';
import { people } from './store';

/** A person, as their own call and their erasure know them. */
type Owner = Pick<Call, 'uid' | 'openid'>;

/**
 * Places of a person. At so many photos an hour as are taken, none comes round before its cache is over;
 * all of them, and a file more, are deleted at once.
 */
const PLACES = 49;

const folderOf = ({ uid }: Owner) => `avatars/${uid}/`;

/**
 * The path of the place after so many photos. Others know the uid and never the OpenID: they can neither
 * look there nor put something there.
 */
export function photoPath(owner: Owner, seat = 0): string {
  const what = `photo ${owner.uid} ${owner.openid} ${seat % PLACES}`;
  const digest = createHash('sha256').update(what).digest('hex');
  return `${folderOf(owner)}${digest.slice(0, 32)}`;
}

/**
 * Makes a place this call's own: from now on the next photo has another one. A photo lies in our own
 * storage, in its owner's place: it is nobody else's and tells no other server. Refused where it is another
 * one by now: then the phone asks for it and puts the photo there.
 */
export async function takePlace(file: string, owner: Owner, seat = 0): Promise<void> {
  const [bucket = '', ...path] = file.slice('cloud://'.length).split('/');
  const own = bucket.split('.')[0] === environment() && path.join('/') === photoPath(owner, seat);
  // It only grows: what is not above is as it was.
  const still = { _id: owner.uid, seat: countBelow(seat + 1) };
  if (!own || (await people.updateWhere(still, { seat: plus(1) })) === 0) {
    throw new Refusal('bad-input', 'avatar: not where your next photo belongs');
  }
}

/** Empties all of them. Putting something beside them tells the files' ids, which deleting wants. */
export async function emptyPhotoPlaces(owner: Owner): Promise<void> {
  const beside = await putFile(`${folderOf(owner)}beside`, '-');
  const before = beside.slice(0, -`${folderOf(owner)}beside`.length);
  const places = Array.from({ length: PLACES }, (_, seat) => before + photoPath(owner, seat));
  await removeFiles([beside, ...places]);
}
