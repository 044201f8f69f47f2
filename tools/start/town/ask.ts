import type { Action, Input, Output, Reply } from '../../../miniprogram/contract/api';
import { CONSENT_VERSIONS } from '../../../miniprogram/contract/people';
import type { PreviewCloud } from '../../preview';

/** Somebody asks the cloud; rejects when it refuses. */
export type Ask = <A extends Action>(
  user: string,
  action: A,
  input: Input<A>,
) => Promise<Output<A>>;

/** Whoever is asked to agrees to the terms; what is in each other's way is asked again, as phones do. */
export function asking(cloud: Pick<PreviewCloud, 'call'>): Ask {
  const terms = { kind: 'terms', version: CONSENT_VERSIONS.terms, given: true };
  return async (user, action, input) => {
    for (let tries = 0; ; tries++) {
      const call = (event: object) => cloud.call(user, 'api', event);
      const reply = (await call({ action, input })) as Reply<never>;
      if (reply.ok) return reply.data;
      if (tries > TRIES) throw new Error(`${user} ${action}: ${reply.code}`);
      if (reply.code === 'needs-consent') await call({ action: 'consent.set', input: terms });
      else if (reply.code !== 'contended') throw new Error(`${user} ${action}: ${reply.code}`);
    }
  };
}

const TRIES = 5;

/** Makes two people friends. */
export async function introduce(ask: Ask, user: string, other: string): Promise<void> {
  const { token } = await ask(user, 'invite.create', {});
  await ask(other, 'invite.accept', { token });
}
