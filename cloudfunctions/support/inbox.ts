/**
 * What people write to the makers, as WeChat pushes it. Each message is kept once: WeChat repeats a
 * push that was not answered in time. A message belongs to the ticket with which its writer entered
 * the session last before it, in whatever order the pushes arrive; the maker is read from the
 * ticket, never from the message.
 */
import { atLeast, atMost, below, collection, oneOf } from '../cloud';
import type { Push } from './push';

/** Where a message belongs; `enteredAt` is the instant of the entrance, 0 without one. */
export interface Place {
  ticket: string | null;
  maker: string | null;
  enteredAt: number;
}

export interface MessageDoc extends Place {
  /** `OpenID_digest`. */
  _id: string;
  openid: string;
  kind: string;
  /** UTC seconds at which WeChat made it, and at which we got it. */
  createdAt: number;
  at: number;
  /** What was said: text, a picture's media id, title and path of a card. */
  content: Record<string, string>;
  /** When somebody took it upon them to greet, and whether that is done. Of entrances only. */
  greetedAt: number;
  greeted: boolean;
  /** Of a desk's answers only: whether WeChat said that it took it. */
  sure?: boolean;
}

export const messages = collection<MessageDoc>('messages');

/** Sessions begin with this event; it carries `SessionFrom`. */
export const ENTER = 'user_enter_tempsession';
const SAID = ['text', 'image', 'miniprogrampage'];
const NOWHERE: Place = { ticket: null, maker: null, enteredAt: 0 };

/** Keeps a push, again or for the first time. */
async function keep(push: Push, place: Place, at: number): Promise<void> {
  const { key, openid, kind, content } = push;
  const createdAt = Math.min(push.createdAt, at);
  const fresh = { _id: key, openid, kind, createdAt, at, content, greetedAt: 0, greeted: false };
  await messages.add({ ...fresh, ...place });
}

/** Keeps an entrance, and moves into it what was said since and has come already; returns how much. */
export async function keepEntrance(
  push: Push,
  place: Omit<Place, 'enteredAt'>,
  at: number,
): Promise<number> {
  const entrance = { ...place, enteredAt: Math.min(push.createdAt, at) };
  await keep(push, entrance, at);
  return messages.updateWhere(
    {
      openid: push.openid,
      kind: oneOf(SAID),
      createdAt: atLeast(entrance.enteredAt),
      enteredAt: below(entrance.enteredAt),
    },
    entrance,
  );
}

/** What was said in a message, as far as it is words. */
export const wordsOf = ({ Content, Title }: Push['content']): string => Content ?? Title ?? '';

/** The words of what was said last since an entrance. */
export async function lastWords(openid: string, { maker, enteredAt }: Place): Promise<string> {
  const [last] = await messages.find({
    where: { openid, maker, kind: oneOf(SAID), createdAt: atLeast(enteredAt) },
    orderBy: { field: 'createdAt', order: 'desc' },
    limit: 1,
    fields: ['content'],
  });
  return wordsOf(last?.content ?? {});
}

/**
 * Keeps what somebody said, under the last entrance before it that has come already; returns that,
 * or null.
 */
export async function keepSaid(push: Push, at: number): Promise<Place | null> {
  await keep(push, NOWHERE, at);
  const [entrance] = await messages.find({
    where: { openid: push.openid, kind: ENTER, createdAt: atMost(Math.min(push.createdAt, at)) },
    orderBy: { field: 'createdAt', order: 'desc' },
    limit: 1,
    fields: ['ticket', 'maker', 'enteredAt'],
  });
  if (!entrance) return null;
  // Both sides raise `enteredAt` only: whoever comes last, the latest entrance wins.
  await messages.updateWhere({ _id: push.key, enteredAt: below(entrance.enteredAt) }, entrance);
  return entrance;
}

/** Seconds after which a greeting that was taken on and not done may be taken on again. */
const GREETING_SECONDS = 4;

/**
 * Takes the greeting of an entrance upon the caller: `mine`, `done`, or `others` while somebody else
 * may be at it.
 */
export async function takeGreeting(key: string, at: number): Promise<'mine' | 'done' | 'others'> {
  const free = { _id: key, greeted: false, greetedAt: below(at - GREETING_SECONDS) };
  if ((await messages.updateWhere(free, { greetedAt: at })) > 0) return 'mine';
  return (await messages.get(key))?.greeted === false ? 'others' : 'done';
}

export async function greetingDone(key: string): Promise<void> {
  await messages.update(key, { greeted: true });
}

/** How many greetings were taken on for a person since an instant. */
export const greetingsSince = (openid: string, since: number) =>
  messages.count({ openid, greetedAt: atLeast(since) });
