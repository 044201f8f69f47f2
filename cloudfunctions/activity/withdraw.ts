/** Whoever takes WeRun back has none of it left: at once what a call has time for, the rest by the clock. */
import { WERUN } from '../../miniprogram/contract/counting';
import { takeTurn } from '../accounts';
import { atLeast, collection, now, transact } from '../cloud';
import type { Job } from '../jobs';
import { HeldDays } from './days';

interface WithdrawalDoc {
  /** The person. */
  _id: string;
  /** UTC seconds. */
  at: number;
}

const withdrawals = collection<WithdrawalDoc>('withdrawals');

/** Days that go in one transaction. */
const PAGE = 14;
/** A call has 20 s in all. */
const CALL_SECONDS = 8;

/** Whether earlier steps of a person are still going. */
export const isWithdrawing = async (uid: string) => (await withdrawals.get(uid)) !== null;

/** Takes away what WeRun told of a person, and counts those days anew. */
export async function withdrawWerun(uid: string): Promise<void> {
  const begun = now();
  await withdrawals.put({ _id: uid, at: begun });
  while (now() < begun + CALL_SECONDS) if (await withdrawPage(uid)) return;
}

/** What calls did not finish, one page a piece. */
export const withdrawing: Job = {
  name: 'werun',
  every: 0,
  async step() {
    const [next] = await withdrawals.find({
      where: { at: atLeast(0) },
      orderBy: { field: 'at', order: 'asc' },
      limit: 1,
      fields: ['_id'],
    });
    if (!next) return null;
    await withdrawPage(next._id);
    return 'more';
  },
};

/** Takes the next days away; true when there are none left. */
async function withdrawPage(uid: string): Promise<boolean> {
  const left = await transact(async (scope, at) => {
    // Who is gone has nothing left.
    if (!(await takeTurn(scope, uid))) return 0;
    const held = await HeldDays.toldBy(scope, uid, at, WERUN, PAGE);
    for (const day of held.all) await held.dropWerun(day);
    return held.all.length;
  });
  if (left === PAGE) return false;
  await withdrawals.remove(uid);
  return true;
}
