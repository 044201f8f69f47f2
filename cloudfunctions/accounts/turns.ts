import { Refusal } from '../answers';
import { publicId, type Scope } from '../cloud';
import { people } from './store';

/**
 * Takes a person's turn in a transaction: what is added for one person is added one after another.
 * Whatever is counted after it, also outside the transaction, is true until the commit. False when
 * the person is gone: nothing may be added for them.
 */
export const takeTurn = (scope: Scope, uid: string): Promise<boolean> =>
  people.within(scope).update(uid, { turn: publicId() });

/** The caller's own turn; refuses with `account-gone`. */
export async function ownTurn(scope: Scope, uid: string): Promise<void> {
  if (!(await takeTurn(scope, uid))) throw accountGone();
}

export const accountGone = () => new Refusal('account-gone', 'no person behind this identity');
