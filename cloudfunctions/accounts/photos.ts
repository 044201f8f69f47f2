/**
 * Photos that people chose. WeChat looks at each before anybody but its owner sees it, and says what it
 * thinks by a push minutes later; until then others see the one before. Each goes with its owner or
 * with the next one. What a phone put into the storage it may put over at any time: what is looked at
 * and seen is a copy, which it cannot. The phone's own lie in places that are known and emptied
 * (`photo-place`), whether or not it came to say that there is one.
 */
import { createHash } from 'node:crypto';
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import { type Call, logFault, Refusal } from '../answers';
import {
  atMost,
  below,
  checkPicture,
  collection,
  fileAddress,
  gone,
  MAX_LIMIT,
  oneOf,
  putFile,
  readFile,
  removeFiles,
  type Scope,
  secretId,
  type Where,
} from '../cloud';
import type { Job } from '../jobs';
import { meter } from '../meters';
import { openidOf, personOf } from './people';
import { takePlace } from './photo-place';
import { people } from './store';

interface PhotoDoc {
  /** Digest of the file's id. */
  _id: string;
  uid: string;
  /** File id of our copy. */
  file: string;
  /** When it was chosen, UTC seconds. */
  at: number;
  state: 'checking' | 'shown';
  /** WeChat's name for its look at it; empty until it was asked. */
  trace: string;
  /** When it was asked last, UTC seconds. */
  askedAt: number;
}

const photos = collection<PhotoDoc>('photos');

const SCHEME = 'cloud://';

const idOf = (file: string) => createHash('sha256').update(file).digest('hex').slice(0, 32);

/**
 * Takes a photo from its owner's place and returns the copy, which is noted before there is anything in it:
 * from then on it can be found and taken away. Once: whatever comes of it, the next photo has another place.
 */
export async function takePhoto(chosen: string, call: Call): Promise<string> {
  const { uid, at } = call;
  const { seat } = await personOf(uid);
  await meter(uid, 'photo', at);
  await takePlace(chosen, call, seat);
  const content = await readFile(chosen);
  if (!content) throw new Refusal('bad-input', 'avatar: no such photo');
  const [bucket = ''] = chosen.slice(SCHEME.length).split('/');
  const path = `photos/${uid}/${secretId()}${endOf(content)}`;
  const file = `${SCHEME}${bucket}/${path}`;
  const fresh = { at, state: 'checking' as const, trace: '', askedAt: at };
  await photos.add({ _id: idOf(file), uid, file, ...fresh });
  await putFile(path, content);
  await removeFiles([chosen]);
  return file;
}

/** How files of a kind begin, in hex, and how their names end. */
const KINDS = [
  ['ffd8ff', '.jpg'],
  ['89504e47', '.png'],
  ['52494646', '.webp'],
] as const;

function endOf(content: Buffer): string {
  const head = content.subarray(0, 4).toString('hex');
  return KINDS.find(([start]) => head.startsWith(start))?.[1] ?? '';
}

/** WeChat answers within this; after it it is asked again. */
const ANSWER_SECONDS = 1800;
/** How long WeChat may fetch it. */
const FETCH_SECONDS = 7200;

/** Asks WeChat to look at a photo; where that fails the clock asks again. */
export async function askAboutPhoto(openid: string, file: string, at: number): Promise<void> {
  try {
    const address = await fileAddress(file, FETCH_SECONDS);
    if (!address) throw new Error('no such file');
    await photos.update(idOf(file), { trace: await checkPicture(openid, address), askedAt: at });
  } catch (error) {
    logFault('mediaCheckAsync', error);
  }
}

/**
 * In a transaction: whether a copy is to be its owner's photo. Not when they took theirs back meanwhile, nor
 * when one that they chose later waits already.
 */
export async function isLatest(scope: Scope, file: string, waiting?: string): Promise<boolean> {
  const known = photos.within(scope);
  const own = await known.get(idOf(file));
  const other = waiting ? await known.get(idOf(waiting)) : null;
  return own !== null && (other === null || other.at <= own.at);
}

/** Takes away those that wait to be looked at and were chosen before `at`: there is another one. */
export const forgetWaitingBefore = (uid: string, at: number) =>
  forget({ uid, state: 'checking', at: below(at) });

/** Takes away all that were chosen until now: their owner took theirs back. */
export async function forgetPhotos(uid: string, at: number): Promise<void> {
  const files = await forget({ uid, at: atMost(at) });
  // One of them may have been taken for theirs since they took it back.
  if (files.length > 0)
    await people.updateWhere({ _id: uid, photo: oneOf(files) }, { photo: gone() });
}

/** Returns what went. */
async function forget(where: Where<PhotoDoc>): Promise<string[]> {
  const old = await photos.find({ where, limit: MAX_LIMIT, fields: ['file'] });
  const files = old.map(({ file }) => file);
  if (files.length === 0) return files;
  await removeFiles(files);
  await photos.removeWhere(where);
  return files;
}

/** What WeChat thinks of a photo: what passes is shown to everybody, anything else goes. Again: nothing. */
export async function photoChecked(trace: string, passes: boolean): Promise<void> {
  const where = { trace, state: 'checking' as const };
  const fields = ['_id', 'uid', 'file', 'at'] as const;
  const [photo] = await photos.find({ where, limit: 1, fields });
  if (!photo) return;
  if (!passes) return dropPhoto(photo);
  const { _id, uid, file, at } = photo;
  // Only what its owner still wants: they may have chosen another one since.
  await people.updateWhere({ _id: uid, photo: file }, { avatar: file, photo: gone() });
  if ((await people.get(uid))?.avatar !== file) return dropPhoto(photo);
  await photos.update(_id, { state: 'shown' });
  await forget({ uid, at: below(at) });
}

/** Takes away a copy that came too late to be its owner's photo. */
export const dropCopy = (uid: string, file: string) => dropPhoto({ _id: idOf(file), uid, file });

type Known = Pick<PhotoDoc, '_id' | 'uid' | 'file'>;

async function dropPhoto({ _id, uid, file }: Known): Promise<void> {
  await people.updateWhere({ _id: uid, photo: file }, { photo: gone() });
  await people.updateWhere({ _id: uid, avatar: file }, { avatar: null });
  await removeFiles([file]);
  await photos.remove(_id);
}

const PAGE = 20;

/** Asks again about what WeChat said nothing of; after a day it goes unseen. */
export const checkPhotos: Job = {
  name: 'photos',
  every: 0,
  async step(_, at) {
    const waiting = await photos.find({
      where: { state: 'checking', askedAt: atMost(at - ANSWER_SECONDS) },
      orderBy: { field: 'askedAt', order: 'asc' },
      limit: PAGE,
      fields: ['_id', 'uid', 'file', 'at'],
    });
    for (const photo of waiting) {
      const openid = at - photo.at < DAY_SECONDS ? await openidOf(photo.uid) : null;
      if (!openid) {
        await dropPhoto(photo);
        continue;
      }
      await photos.update(photo._id, { askedAt: at });
      await askAboutPhoto(openid, photo.file, at);
    }
    return waiting.length === PAGE ? 'more' : null;
  },
};
