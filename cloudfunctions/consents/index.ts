import { CONSENT_VERSIONS, type Input, type Output } from '../../miniprogram/contract/api';
import { findUid, setConsent } from '../accounts';
import { withdrawWerun } from '../activity';
import { Refusal } from '../answers';

/** Takes a consent, or takes it back with all that was kept by it. */
export async function consent(
  input: Input<'consent.set'>,
  openid: string,
): Promise<Output<'consent.set'>> {
  if (input.kind === 'guardian' && input.given) {
    throw new Refusal('forbidden', 'a guardian agrees, by a card');
  }
  const answer = await setConsent(input, openid);
  if (input.kind === 'werun' && !input.given) {
    const uid = await findUid(openid);
    if (uid) await withdrawWerun(uid);
  }
  return answer;
}

/** WeChat says that somebody took WeRun's steps back: the consent ends with them. Nobody: nothing. */
export async function withdrawWerunOf(openid: string): Promise<void> {
  if (!(await findUid(openid))) return;
  await consent({ kind: 'werun', version: CONSENT_VERSIONS.werun, given: false }, openid);
}
