/** Where a person's phone puts a photo before it is taken: one place, known also where nobody came to tell. */
import { createHash } from 'node:crypto';
import { type Call, Refusal } from '../answers';
import { environment, putFile, removeFiles } from '../cloud';

/** A person, as their own call and their erasure know them. */
type Owner = Pick<Call, 'uid' | 'openid'>;

/**
 * Its path. Others know the uid and never the OpenID: they can neither look there nor put something
 * there.
 */
export function photoPath({ uid, openid }: Owner): string {
  const digest = createHash('sha256').update(`photo ${uid} ${openid}`).digest('hex');
  return `avatars/${uid}/${digest.slice(0, 32)}`;
}

/** A photo lies in our own storage, in its owner's place: it is nobody else's and tells no other server. */
export function refuseForeignPhoto(file: string, owner: Owner): void {
  const [bucket = '', ...path] = file.slice('cloud://'.length).split('/');
  if (bucket.split('.')[0] !== environment() || path.join('/') !== photoPath(owner)) {
    throw new Refusal('bad-input', 'avatar: not a photo of yours');
  }
}

/** Empties it. Putting something over what may be there tells the file's id, which deleting wants. */
export async function emptyPhotoPlace(owner: Owner): Promise<void> {
  await removeFiles([await putFile(photoPath(owner), '-')]);
}
