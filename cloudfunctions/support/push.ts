/** WeChat's message push in JSON, read into one shape. */
import * as v from 'valibot';

export interface Push {
  /** What makes it the same push when it comes again. */
  key: string;
  openid: string;
  /** `text`, `image`, `miniprogrampage`, or the name of an event. */
  kind: string;
  createdAt: number;
  content: Record<string, string>;
}

/** MsgId has 64 bits and may come as a number, then with its last digits lost: it is only a key. */
const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^[0-9A-Za-z_.+-]{1,40}$/),
);
const word = v.pipe(v.string(), v.regex(/^\w{1,40}$/));
const text = v.pipe(v.string(), v.maxLength(4096));
const common = {
  FromUserName: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  CreateTime: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
};

const message = v.variant('MsgType', [
  v.object({ ...common, MsgType: v.literal('text'), MsgId: id, Content: text }),
  v.object({ ...common, MsgType: v.literal('image'), MsgId: id, PicUrl: text, MediaId: text }),
  v.object({
    ...common,
    MsgType: v.literal('miniprogrampage'),
    MsgId: id,
    Title: text,
    AppId: text,
    PagePath: text,
    ThumbUrl: v.exactOptional(text),
    ThumbMediaId: v.exactOptional(text),
  }),
  v.object({
    ...common,
    MsgType: v.literal('event'),
    Event: word,
    SessionFrom: v.exactOptional(text),
  }),
]);

/** A push, or null when it is none of the kinds we keep. */
export function readPush(event: unknown): Push | null {
  const read = v.safeParse(message, event);
  if (!read.success) return null;
  const { FromUserName: openid, CreateTime: createdAt, MsgType, ...rest } = read.output;
  const { MsgId, Event, ...content } = rest as Record<string, string>;
  const key = Event ? `${openid}_${createdAt}_${Event}` : `${openid}_${MsgId}`;
  return { key, openid, kind: Event ?? MsgType, createdAt, content };
}
