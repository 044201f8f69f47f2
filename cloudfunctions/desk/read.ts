import type { Input, Output, Said } from '../../miniprogram/contract/api';
import { type Call, Refusal } from '../answers';
import { atMost, oneOf, refusedWith, servicePicture } from '../cloud';
import { type MessageDoc, messages, threads, tickets } from '../support';
import { markOf, ownThread, quotaOf } from './thread';

const PAGE = 50;
const SAID = ['text', 'image', 'miniprogrampage', 'reply'];

/** What was said in a thread, newest first. Which maker a message belongs to is decided now. */
export async function readThread(
  { thread: id, before }: Input<'desk.read'>,
  call: Call,
): Promise<Output<'desk.read'>> {
  const thread = await ownThread(id, call);
  const { openid, maker, state } = thread;
  const found = await messages.find({
    where: { openid, maker, kind: oneOf(SAID), createdAt: atMost(before ?? call.at) },
    orderBy: { field: 'createdAt', order: 'desc' },
    limit: PAGE,
    fields: ['_id', 'kind', 'createdAt', 'content', 'ticket', 'sure'],
  });
  const ticket = found.find((message) => message.ticket)?.ticket ?? null;
  const about = ticket ? await tickets.get(ticket) : null;
  return {
    messages: found.map(viewSaid),
    mark: markOf(id),
    state,
    ...quotaOf(thread, call.at),
    model: about?.model ?? null,
    diagnostics: about?.diagnostics ?? null,
  };
}

type Known = Pick<MessageDoc, '_id' | 'kind' | 'createdAt' | 'content' | 'sure'>;

function viewSaid({ _id, kind, createdAt, content, sure }: Known): Said {
  const byDesk = kind === 'reply';
  return {
    // What stands before it is the OpenID.
    id: _id.slice(_id.lastIndexOf('_') + 1),
    at: createdAt,
    by: byDesk ? 'desk' : 'person',
    kind: byDesk ? 'text' : (kind as Said['kind']),
    text: content.Content ?? content.Title ?? '',
    sure: sure !== false,
  };
}

/** A function's answer holds less than a megabyte, and Base64 takes a third more. */
const MOST_BYTES = 700_000;

/** A picture of the thread, fetched here by what WeChat calls it: no address in a message is opened. */
export async function picture(
  { thread: id, message }: Input<'desk.picture'>,
  call: Call,
): Promise<Output<'desk.picture'>> {
  const { openid, maker } = await ownThread(id, call);
  const known = await messages.get(`${openid}_${message}`);
  const media = known?.maker === maker && known.kind === 'image' ? known.content.MediaId : null;
  if (!media) throw new Refusal('not-found', 'no such picture');
  try {
    const { contentType, buffer } = await servicePicture(media);
    if (buffer.length > MOST_BYTES) throw new Refusal('not-found', 'too large a picture');
    return { type: contentType, base64: buffer.toString('base64') };
  } catch (error) {
    if (refusedWith(error) === null) throw error;
    throw new Refusal('not-found', 'WeChat keeps a picture for three days');
  }
}

/** Takes a thread out of the inbox until its person says something again. */
export async function closeThread(
  { thread: id }: Input<'desk.close'>,
  call: Call,
): Promise<Output<'desk.close'>> {
  const { _id, lastUserAt } = await ownThread(id, call);
  await threads.updateWhere({ _id, lastUserAt }, { state: 'closed' });
  return {};
}
