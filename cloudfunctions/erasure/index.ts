/** Everything a person owns goes. May be repeated: what was begun is known until it is done. */
import { findUid, removePerson } from '../accounts';
import { collection, now, without } from '../cloud';
import { NAMED, OWNED, type Who } from './owned';

interface ErasureDoc {
  /** The person who goes. */
  _id: string;
  openid: string;
  at: number;
}

const erasures = collection<ErasureDoc>('erasures');

/** More than one only when a person came back before an earlier erasure was done. */
const MOST = 10;

/** Erases the person behind an OpenID, and whom an earlier call did not finish. Nobody: nothing. */
export async function eraseOpenid(openid: string): Promise<void> {
  const uid = await findUid(openid);
  if (uid) await erasures.add({ _id: uid, openid, at: now() });
  const begun = await erasures.find({ where: { openid }, limit: MOST, fields: ['_id'] });
  for (const { _id } of begun) {
    await erase({ uid: _id, openid });
    await erasures.remove(_id);
  }
}

/** First the person, after which nothing can be added for them, then all they left. */
async function erase(who: Who): Promise<void> {
  await removePerson(who);
  for (const [name, owned] of Object.entries(OWNED)) {
    await collection<Record<string, string> & { _id: string }>(name).removeWhere(owned(who));
  }
  for (const [name, field] of Object.entries(NAMED)) {
    const others = collection<Record<string, string[]> & { _id: never }>(name);
    await others.updateWhere({ [field]: who.uid }, { [field]: without(who.uid) });
  }
}
