/** Customer service: when answers are allowed, and what they must contain. */
import { isPlain } from '../ejson';
import { badArgument, OpenApiError } from './errors';
import type { OpenApiContext, OpenApiResult } from './handler';
import type { WechatState } from './state';

/** After a message: 5 answers within 48 hours. After entering: 2 within a minute. */
const MESSAGE_MS = 48 * 3600 * 1000;
const MESSAGE_ANSWERS = 5;
const ENTER_MS = 60_000;
const ENTER_ANSWERS = 2;

/** Messages of a person that open the window. */
const OPENING = new Set(['text', 'image', 'miniprogrampage']);

/** Notes what a pushed message allows. */
export async function noteMessage(
  state: WechatState,
  message: Readonly<Record<string, unknown>>,
  now: number,
): Promise<void> {
  const openid = message.FromUserName;
  if (typeof openid !== 'string') return;
  const window = state.window(openid);
  if (OPENING.has(String(message.MsgType))) {
    await state.setWindow(openid, { ...window, messageAt: now, messageLeft: MESSAGE_ANSWERS });
  } else if (message.Event === 'user_enter_tempsession') {
    await state.setWindow(openid, { ...window, enteredAt: now, enteredLeft: ENTER_ANSWERS });
  }
}

function part(data: Record<string, unknown>, type: string, names: readonly string[]): void {
  const content = data[type];
  if (!isPlain(content)) throw badArgument(`${type} is required`);
  for (const name of names) {
    const value = content[name];
    if (typeof value !== 'string') throw badArgument(`${type}.${name} is required`);
    if (value === '') throw new OpenApiError(44004, 'empty content');
  }
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  text: ['content'],
  image: ['media_id'],
  link: ['title', 'description', 'url', 'thumb_url'],
  miniprogrampage: ['title', 'pagepath', 'thumb_media_id'],
};

const TEXT_BYTES = 2048;

/** `customerServiceMessage.send`. */
export async function sendCustomerMessage(context: OpenApiContext): Promise<OpenApiResult> {
  const { data, state, now } = context;
  const openid = data.touser;
  if (typeof openid !== 'string' || openid === '') throw new OpenApiError(40003, 'invalid openid');
  const type = String(data.msgtype);
  const names = PARTS[type];
  if (!names) throw new OpenApiError(40008, 'invalid message type');
  part(data, type, names);
  if (type === 'text') {
    const { content } = data.text as { content: string };
    if (Buffer.byteLength(content) > TEXT_BYTES) {
      throw new OpenApiError(45002, 'content size out of limit');
    }
  }
  await spend(state, openid, now);
  return {};
}

async function spend(state: WechatState, openid: string, now: number): Promise<void> {
  const window = state.window(openid);
  const entered = window.enteredAt > 0 && now - window.enteredAt <= ENTER_MS;
  const wrote = window.messageAt > 0 && now - window.messageAt <= MESSAGE_MS;
  if (entered && window.enteredLeft > 0) {
    await state.setWindow(openid, { ...window, enteredLeft: window.enteredLeft - 1 });
  } else if (wrote && window.messageLeft > 0) {
    await state.setWindow(openid, { ...window, messageLeft: window.messageLeft - 1 });
  } else if (entered || wrote) {
    throw new OpenApiError(45047, 'out of response count limit');
  } else {
    throw new OpenApiError(45015, 'response out of time limit or subscription is canceled');
  }
}
