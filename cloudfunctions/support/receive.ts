import { findUid } from '../accounts';
import { withdrawWerun } from '../activity';
import { logFault } from '../answers';
import { sendServiceText, serviceTextRefused } from '../cloud';
import { eraseOpenid } from '../erasure';
import { withinLimit } from '../meters';
import { greeting } from './greeting';
import { ENTER, greetingDone, greetingsSince, keepEntrance, keepSaid, takeGreeting } from './inbox';
import type { Push } from './push';
import { type TicketDoc, ticketOf } from './tickets';

/** WeChat allows this many messages in the minute after a person entered. */
const QUOTA = { messages: 2, seconds: 60 };

/** A person takes back what they allowed, or closes their WeChat account: their data goes. */
const GOODBYES = ['user_authorization_revoke', 'user_authorization_cancellation'];
/** What `RevokeInfo` says when only WeRun's steps are taken back. */
const WERUN = '12';

/**
 * Takes a push. Any part of it may be repeated: what is done is not done twice, what is not is made
 * up for. Rejects when WeChat should send it again.
 */
export async function receive(push: Push, at: number): Promise<void> {
  if (GOODBYES.includes(push.kind)) {
    if (push.content.RevokeInfo !== WERUN) return eraseOpenid(push.openid);
    const person = await findUid(push.openid);
    return person === null ? undefined : withdrawWerun(person);
  }
  if (push.event && push.kind !== ENTER) return;
  if (!(await withinLimit(push.openid, 'push', at))) return;
  if (!push.event) return keepSaid(push, at);
  const uid = await findUid(push.openid);
  const ticket = await ticketOf(push.content.SessionFrom ?? '', uid);
  const place = { ticket: ticket?._id ?? null, maker: ticket?.maker ?? null };
  await keepEntrance(push, place, at);
  // Late is later than WeChat lets us answer.
  if (at - push.createdAt <= QUOTA.seconds) await greet(push, ticket, at);
}

async function greet({ key, openid }: Push, ticket: TicketDoc | null, at: number): Promise<void> {
  const earlier = await greetingsSince(openid, at - QUOTA.seconds);
  const turn = await takeGreeting(key, at);
  if (turn === 'others') throw new Error('a greeting is under way');
  if (turn === 'done') return;
  if (earlier < QUOTA.messages) {
    try {
      await sendServiceText(openid, greeting(ticket));
    } catch (error) {
      if (!serviceTextRefused(error)) throw error;
      logFault('greeting', error);
    }
  }
  await greetingDone(key);
}
