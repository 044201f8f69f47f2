/** WeChat's message push in JSON, read into one shape. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Granted } from '../notices';

export interface Push {
  /** What makes it the same push when it comes again. */
  key: string;
  openid: string;
  /** The account that was written to, WeChat's name for this mini program. */
  to: string;
  /** `text`, `image`, `miniprogrampage`, or the name of an event. */
  kind: string;
  event: boolean;
  createdAt: number;
  /** What an event about subscription messages says, by template. */
  granted: Granted[];
  /** WeChat's verdict on a picture, or null. */
  checked: { trace: string; passes: boolean } | null;
  /** What was said. Never an address: whoever looked at it would load it. */
  content: Record<string, string>;
}

/** MsgId has 64 bits and comes as a number too, then with its last digits lost: a part of the key. */
const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^[0-9A-Za-z_.+-]{1,40}$/),
);
const word64 = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
const word = v.pipe(v.string(), v.regex(/^\w{1,40}$/));
const text = v.pipe(v.string(), v.maxLength(4096));
const person = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const granted = v.object({ TemplateId: word64, SubscribeStatusString: v.string() });
const common = {
  ToUserName: v.fallback(person, ''),
  FromUserName: person,
  CreateTime: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
};

const message = v.variant('MsgType', [
  v.object({ ...common, MsgType: v.literal('text'), MsgId: id, Content: text }),
  v.object({ ...common, MsgType: v.literal('image'), MsgId: id, MediaId: text }),
  v.object({
    ...common,
    MsgType: v.literal('miniprogrampage'),
    MsgId: id,
    Title: text,
    AppId: text,
    PagePath: text,
    ThumbMediaId: v.exactOptional(text),
  }),
  v.object({
    ...common,
    MsgType: v.literal('event'),
    Event: word,
    SessionFrom: v.exactOptional(text),
    /** Of events about an account: whose it is; FromUserName is WeChat's own then. */
    OpenID: v.exactOptional(person),
    RevokeInfo: v.exactOptional(text),
    /** Of a verdict on a picture. */
    trace_id: v.exactOptional(word64),
    errcode: v.exactOptional(v.number()),
    result: v.exactOptional(v.object({ suggest: word })),
    List: v.fallback(
      v.pipe(
        v.union([
          v.array(granted),
          v.pipe(
            granted,
            v.transform((one) => [one]),
          ),
        ]),
        v.maxLength(20),
      ),
      [],
    ),
  }),
]);

/** WeChat looked at a picture. */
const CHECKED = 'wxa_media_check';
/** What only events have. */
const NOT_SAID = {
  List: [] as v.InferOutput<typeof granted>[],
  trace_id: undefined,
  errcode: undefined,
  result: undefined,
};

/** A push, or null when it is none of the kinds we know. */
export function readPush(event: unknown): Push | null {
  const read = v.safeParse(message, event);
  if (!read.success) return null;
  const { ToUserName, FromUserName, CreateTime, MsgType, ...rest } = read.output;
  const { List, trace_id, errcode, result, ...said } = { ...NOT_SAID, ...rest };
  const { MsgId, Event, OpenID, ...content } = said as Record<string, string>;
  const granted = List.map(({ TemplateId, SubscribeStatusString }) => ({
    template: TemplateId,
    accepted: SubscribeStatusString === 'accept',
  }));
  const openid = OpenID ?? FromUserName;
  const print = createHash('sha256')
    .update(JSON.stringify([CreateTime, MsgType, MsgId, Event, content, ...granted]))
    .digest('hex')
    .slice(0, 32);
  return {
    key: `${openid}_${print}`,
    openid,
    to: ToUserName,
    kind: Event ?? MsgType,
    event: MsgType === 'event',
    createdAt: CreateTime,
    content,
    granted,
    // What WeChat could not look at has no verdict.
    checked:
      Event === CHECKED && trace_id && result && !errcode
        ? { trace: trace_id, passes: result.suggest === 'pass' }
        : null,
  };
}
