import { Refusal } from '../answers';
import { openProof } from '../cloud';
import { groupId } from './id';

/**
 * The group somebody stands in, as WeChat proves it, and WeChat's id of it, which is theirs to know and
 * kept nowhere. Refuses with `proof-refused`.
 */
export async function provenGroup(proof: string): Promise<{ group: string; openGid: string }> {
  const data = await openProof(proof);
  const opengid = data?.opengid;
  if (typeof opengid !== 'string' || opengid === '') {
    throw new Refusal('proof-refused', 'proof: no group of yours, or older than five minutes');
  }
  return { group: groupId(opengid), openGid: opengid };
}
