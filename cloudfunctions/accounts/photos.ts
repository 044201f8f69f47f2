/** Photos that people chose, so that each goes with its owner or with the next one. */
import { createHash } from 'node:crypto';
import { Refusal } from '../answers';
import { below, collection, environment, MAX_LIMIT, removeFiles } from '../cloud';

interface PhotoDoc {
  /** Digest of the file's id. */
  _id: string;
  uid: string;
  /** File id. */
  file: string;
  /** When it was chosen, UTC seconds. */
  at: number;
}

const photos = collection<PhotoDoc>('photos');

/** A photo lies in our own storage, in its owner's folder: it is nobody else's and tells no other server. */
export function refuseForeignPhoto(file: string, uid: string): void {
  const [bucket = '', , folder] = file.slice('cloud://'.length).split('/');
  if (bucket.split('.')[0] !== environment() || folder !== uid) {
    throw new Refusal('bad-input', 'avatar: not a photo of yours');
  }
}

/** Notes a photo before anybody sees it: from then on it can be found and taken away. */
export async function notePhoto(uid: string, file: string, at: number): Promise<void> {
  const _id = createHash('sha256').update(file).digest('hex').slice(0, 32);
  const photo = { uid, file, at };
  if ((await photos.updateWhere({ _id, uid }, { at })) === 0) await photos.add({ _id, ...photo });
}

/** Takes away the photos that were chosen before `at`: another one is shown now. */
export async function forgetPhotosBefore(uid: string, at: number): Promise<void> {
  const where = { uid, at: below(at) };
  const old = await photos.find({ where, limit: MAX_LIMIT, fields: ['file'] });
  if (old.length === 0) return;
  await removeFiles(old.map(({ file }) => file));
  await photos.removeWhere(where);
}
