/** Takes away what is a person's, by the table of owners. */
import { emptyPhotoPlaces, removePerson } from '../accounts';
import { collection, MAX_LIMIT, removeFiles, type Where, without } from '../cloud';
import type { Counts } from './counts';
import { type Belonging, NAMED, OWNED, type Owned, type Who } from './owned';

/** Stands for whoever is gone. */
const GONE = 'gone';

/**
 * First the person, after which nothing can be added for them, then all they left: with `all` also
 * what nobody sees without them. May be repeated, and is until nothing that is counted goes any more.
 */
export async function takeAway(who: Who, all: boolean): Promise<Counts> {
  await removePerson(who);
  const counts: Counts = {};
  for (const [name, belonging] of Object.entries(OWNED)) {
    if (!all && belonging.later) continue;
    const gone = await takeDocuments(name, belonging, who);
    if (gone > 0) counts[name] = gone;
  }
  if (all) await emptyPhotoPlaces(who);
  for (const [name, { field, one }] of Object.entries(NAMED)) {
    if (one) {
      await collection<Owned>(name).updateWhere({ [field]: who.uid }, { [field]: GONE });
    } else {
      const others = collection<Record<string, string[]> & { _id: never }>(name);
      await others.updateWhere({ [field]: who.uid }, { [field]: without(who.uid) });
    }
  }
  return counts;
}

async function takeDocuments(
  name: string,
  { whose, take, files }: Belonging,
  who: Who,
): Promise<number> {
  if (take) return take(who.uid);
  const documents = collection<Owned>(name);
  let gone = 0;
  for (const where of whose(who)) {
    if (files) await removeFiles(await filesOf(name, where, files));
    gone += await documents.removeWhere(where);
  }
  return gone;
}

/** The ids of the files that these documents hold. */
async function filesOf(
  name: string,
  where: Where<Owned>,
  fields: readonly string[],
): Promise<string[]> {
  const held = await collection<Owned>(name).find({ where, limit: MAX_LIMIT, fields });
  return held.flatMap((one) => fields.map((field) => String(one[field] ?? ''))).filter(Boolean);
}
