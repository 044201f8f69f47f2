/** What a person allowed WeChat to bring them: each yes to a template is one message. */
import { findUid } from '../accounts';
import { atLeast, plus, transact } from '../cloud';
import { grants } from './store';

/** What WeChat says of a template: a yes in the app's own question, or what is set in WeChat. */
export interface Granted {
  template: string;
  accepted: boolean;
}

const KEPT_PUSHES = 20;
/** WeChat has no end to a heap of yeses; ours is where a person has long forgotten them. */
const MOST = 20;

/**
 * Takes what a push says, once. A yes is one message more, but only where the person was asked
 * (`asked`): in WeChat's settings a yes brings none. A no takes all.
 */
export async function takeGrants(
  openid: string,
  push: string,
  said: readonly Granted[],
  asked: boolean,
): Promise<void> {
  const uid = await findUid(openid);
  if (!uid) return;
  for (const { template, accepted } of said) {
    if (accepted && !asked) continue;
    await transact(async (scope) => {
      const _id = `${uid}_${template}`;
      const known = await grants.within(scope).get(_id);
      if (known?.pushes.includes(push)) return;
      const left = accepted ? Math.min(MOST, (known?.left ?? 0) + 1) : 0;
      const pushes = [...(known?.pushes ?? []), push].slice(-KEPT_PUSHES);
      await grants.within(scope).put({ _id, uid, left, pushes });
    });
  }
}

/** Spends one; false when there is none. */
export const spendGrant = async (uid: string, template: string): Promise<boolean> =>
  (await grants.updateWhere({ _id: `${uid}_${template}`, left: atLeast(1) }, { left: plus(-1) })) >
  0;

/** WeChat knows of none. */
export const noGrant = (uid: string, template: string) =>
  grants.updateWhere({ _id: `${uid}_${template}` }, { left: 0 });
