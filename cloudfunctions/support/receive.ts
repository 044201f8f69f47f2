import { logFault } from '../answers';
import { sendServiceText } from '../cloud';
import { greeting } from './greeting';
import { ENTER, greetingsSince, keep, markGreeted } from './inbox';
import type { Push } from './push';
import type { TicketDoc } from './tickets';

/** WeChat allows this many messages in the minute after a person entered. */
const QUOTA = { messages: 2, seconds: 60 };

/** Keeps a push and greets whoever just came in. A push that was here before does nothing. */
export async function receive(push: Push, at: number): Promise<void> {
  const kept = await keep(push, at);
  if (kept && push.kind === ENTER) await greet(push.openid, kept, at);
}

/** A greeting that fails is not tried again: the message itself is kept, and that is what counts. */
async function greet(
  openid: string,
  { id, ticket }: { id: string; ticket: TicketDoc | null },
  at: number,
): Promise<void> {
  const recent = await greetingsSince(openid, at - QUOTA.seconds);
  if (recent >= QUOTA.messages) return;
  await markGreeted(id, at);
  try {
    await sendServiceText(openid, greeting(ticket));
  } catch (error) {
    logFault('greeting', error);
  }
}
