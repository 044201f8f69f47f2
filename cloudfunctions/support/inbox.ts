/**
 * What people write to the makers, as WeChat pushes it. Each message is kept once: WeChat repeats a
 * push that was not answered in time. A message belongs to the ticket with which its writer entered
 * the session last; the maker is read from the ticket, never from the message.
 */
import { findUid } from '../accounts';
import { atLeast, collection } from '../cloud';
import type { Push } from './push';
import { type TicketDoc, ticketOf } from './tickets';

export interface MessageDoc {
  /** `OpenID_MsgId`, for events `OpenID_CreateTime_Event`. */
  _id: string;
  openid: string;
  kind: string;
  /** UTC seconds at which WeChat made it, and at which we got it. */
  createdAt: number;
  at: number;
  ticket: string | null;
  maker: string | null;
  /** What was said: text, addresses of an image, title and path of a card. */
  content: Record<string, string>;
  greetedAt: number | null;
}

const messages = collection<MessageDoc>('messages');

/** Sessions begin with this event; it carries `SessionFrom`. */
export const ENTER = 'user_enter_tempsession';

/** Keeps a push. Null when it was here before. */
export async function keep(
  push: Push,
  at: number,
): Promise<{ id: string; ticket: TicketDoc | null } | null> {
  const uid = await findUid(push.openid);
  const ticket = push.kind === ENTER ? await ticketOf(push.content.SessionFrom ?? '', uid) : null;
  const place = push.kind === ENTER ? of(ticket) : await lastPlace(push.openid);
  const { openid, kind, createdAt, content } = push;
  const id = push.key;
  const added = await messages.add({
    ...{ _id: id, openid, kind, createdAt, at, content },
    ...place,
    greetedAt: null,
  });
  return added ? { id, ticket } : null;
}

/** How many greetings this person got since an instant. */
export const greetingsSince = (openid: string, since: number) =>
  messages.count({ openid, greetedAt: atLeast(since) });

export async function markGreeted(id: string, at: number): Promise<void> {
  await messages.update(id, { greetedAt: at });
}

const of = (ticket: TicketDoc | null) => ({
  ticket: ticket?._id ?? null,
  maker: ticket?.maker ?? null,
});

async function lastPlace(openid: string): Promise<Pick<MessageDoc, 'ticket' | 'maker'>> {
  const entered = await messages.find({
    where: { openid, kind: ENTER },
    orderBy: { field: 'createdAt', order: 'desc' },
    limit: 1,
    fields: ['ticket', 'maker'],
  });
  return entered[0] ?? of(null);
}
