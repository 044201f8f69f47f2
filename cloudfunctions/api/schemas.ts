/**
 * What each action accepts, as data that is checked: the compiler holds every schema against the
 * contract. Numbers a band measured are let through here even when absurd, because one bad slot
 * must cost one slot and not the upload; the counting rule judges them.
 */
import * as v from 'valibot';
import { isDay } from '../../miniprogram/contract/activity';
import {
  type Action,
  API_LIMITS,
  type Input,
  KEPT_WHYS,
  NOTICE_KINDS,
} from '../../miniprogram/contract/api';

const day = v.pipe(v.number(), v.check(isDay, 'no such day'));
const uid = v.pipe(v.string(), v.regex(/^[0-9a-f]{20}$/, 'not a public id'));
/** Ids we made; anything that cannot be one is answered like one that is unknown. */
const token = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const band = v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]{1,100}$/, 'not a band id'));
const word = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'not an id'));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most, 'too long'));
const steps = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000_000));
/** A CloudID as WeChat gives it to the phone; only the server opens it. */
const proof = v.pipe(text(400), v.regex(/^[\x21-\x7e]+$/, 'not a CloudID'));
const group = v.pipe(v.string(), v.regex(/^[\w-]{24}$/, 'not a group'));
/** WeChat's id of a message's template. */
const template = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'not a template'));
const serial = v.pipe(text(64), v.regex(/^[\x20-\x7e]+$/, 'not a serial'));
const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Any number, and NaN for anything else. */
const measured = v.fallback(v.number(), Number.NaN);
const amount = v.fallback(
  v.object({
    steps: measured,
    metres: v.exactOptional(measured),
    kcal: v.exactOptional(measured),
  }),
  { steps: Number.NaN },
);
const slotKey = v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'not a slot'));
const bandDay = v.object({
  day,
  slots: v.pipe(v.record(slotKey, amount), v.maxEntries(200, 'too many slots')),
  counter: v.exactOptional(amount),
});

const diagnostics = v.object({
  model: text(64),
  protocol: text(64),
  firmware: v.nullable(text(64)),
  phone: v.object({ system: text(64), wechat: text(32) }),
  lastError: v.nullable(text(64)),
  syncs: v.pipe(
    v.array(
      v.object({ at: seconds, ok: v.boolean(), stage: text(32), code: v.nullable(text(64)) }),
    ),
    v.maxLength(10, 'more than ten'),
  ),
  errors: v.pipe(
    v.array(
      v.object({
        at: seconds,
        page: text(64),
        code: text(64),
        number: v.nullable(v.pipe(v.number(), v.safeInteger())),
        words: v.nullable(text(API_LIMITS.errorWords)),
      }),
    ),
    v.maxLength(API_LIMITS.errors, 'too many'),
  ),
});

/** A file of a person's photos; whose it is and where it lies is checked when it is taken. */
const avatar = v.pipe(
  text(300),
  v.regex(
    /^cloud:\/\/[\w-]+(\.[\w-]+)*\/avatars\/[0-9a-f]{20}\/[0-9a-f]{32}$/,
    'not a photo of ours',
  ),
);

const nothing = v.strictObject({});

export const schemas: { [A in Action]: v.GenericSchema<unknown, Input<A>> } = {
  'account.enter': nothing,
  'account.update': v.pipe(
    v.object({
      name: v.exactOptional(v.nullable(text(400))),
      goal: v.exactOptional(
        v.pipe(v.number(), v.safeInteger(), v.minValue(500), v.maxValue(100_000)),
      ),
      hidden: v.exactOptional(v.boolean()),
      avatar: v.exactOptional(v.nullable(avatar)),
      age: v.exactOptional(v.picklist(['u14', 'older'])),
      language: v.exactOptional(v.picklist(['zh', 'en'])),
      offset: v.exactOptional(
        v.pipe(v.number(), v.safeInteger(), v.minValue(-12 * 3600), v.maxValue(14 * 3600)),
      ),
    }),
    v.check((changes) => Object.keys(changes).length > 0, 'nothing to change'),
  ),
  'consent.set': v.object({
    kind: v.picklist(['terms', 'guardian', 'werun']),
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    given: v.boolean(),
  }),
  'guardian.ask': nothing,
  'guardian.open': v.object({ token }),
  'guardian.give': v.object({ token }),
  'account.erase': v.object({ confirm: v.literal(true) }),
  'erasure.get': nothing,
  'export.start': nothing,
  'export.get': nothing,
  'band.bind': v.object({
    model: word,
    protocol: word,
    serial,
    virtual: v.boolean(),
  }),
  'band.unbind': v.object({ band }),
  'band.claim': v.object({
    model: word,
    serial,
    proof: v.exactOptional(
      v.pipe(v.array(bandDay), v.maxLength(API_LIMITS.proofDays, 'too many days')),
    ),
  }),
  'band.answer': v.object({
    claim: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    give: v.boolean(),
  }),
  'band.withdraw': v.object({ claim: token }),
  'band.claims': nothing,
  'notice.seen': v.object({
    until: seconds,
    kinds: v.pipe(v.array(v.picklist(NOTICE_KINDS)), v.minLength(1), v.maxLength(20)),
  }),
  'device.ticket': v.object({ band }),
  'device.allow': v.object({
    band,
    templates: v.pipe(v.array(template), v.maxLength(3, 'more than three')),
  }),
  'band.vendorAuth': v.object({
    protocol: word,
    // The longest genuine one, iHealth's, has 150 characters.
    challenge: v.pipe(text(256), v.regex(/^[0-9A-Za-z:-]+$/, 'not a question')),
  }),
  'activity.upload': v.object({
    band,
    days: v.pipe(v.array(bandDay), v.maxLength(API_LIMITS.uploadDays, 'too many days')),
    battery: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100))),
  }),
  'activity.werun': v.object({ proof }),
  'activity.dropCounter': v.object({ band, day }),
  'activity.days': v.object({ from: day, to: day }),
  'activity.sources': v.object({ day }),
  'activity.year': v.object({
    year: v.pipe(v.number(), v.safeInteger(), v.minValue(2014), v.maxValue(9998)),
  }),
  'review.ask': v.object({
    day,
    note: text(API_LIMITS.noteCharacters),
    slots: v.pipe(
      v.array(
        v.object({
          band,
          slot: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(95)),
          steps,
        }),
      ),
      v.maxLength(API_LIMITS.heldSlots, 'too many slots'),
    ),
  }),
  'review.withdraw': v.object({ day }),
  'board.friends': v.object({ day }),
  'group.open': v.object({ proof }),
  'group.join': v.object({ proof }),
  'group.leave': v.object({ group }),
  'group.allow': v.object({ group, guests: v.boolean() }),
  'group.list': nothing,
  'board.group': v.object({
    group,
    day,
    version: v.exactOptional(v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/, 'not a version'))),
    from: v.exactOptional(
      v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(API_LIMITS.groupMembers)),
    ),
  }),
  'board.world': v.object({ day }),
  'friend.day': v.object({ uid, day }),
  'cheer.send': v.object({ to: uid, day, group: v.exactOptional(group) }),
  'invite.create': nothing,
  'invite.open': v.object({ token }),
  'invite.accept': v.object({ token }),
  'friend.remove': v.object({ uid }),
  'friend.block': v.object({ uid }),
  'friend.list': nothing,
  'friend.unblock': v.object({ uid }),
  'share.create': v.object({ day }),
  'share.open': v.object({ id: token }),
  'share.revoke': v.object({ id: token }),
  'share.list': nothing,
  'share.code': v.object({ id: v.exactOptional(token) }),
  'desk.enter': v.object({ code: v.exactOptional(token) }),
  'desk.invite': v.object({ role: v.picklist(['lead', 'agent']) }),
  'desk.inbox': v.object({
    state: v.exactOptional(v.picklist(['open', 'answered', 'closed'])),
    after: v.exactOptional(seconds),
  }),
  'desk.read': v.object({ thread: token, before: v.exactOptional(seconds) }),
  'desk.picture': v.object({ thread: token, message: token }),
  'desk.reply': v.object({
    thread: token,
    // WeChat takes 2,048 bytes; a Chinese character has three.
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxBytes(2048, 'too long')),
    key: token,
  }),
  'desk.close': v.object({ thread: token }),
  'desk.reviews': v.object({ after: v.exactOptional(seconds) }),
  'desk.review': v.object({ review: token }),
  'desk.decide': v.object({
    review: token,
    total: steps,
    verdict: v.picklist(['counts', ...KEPT_WHYS]),
  }),
  'support.open': v.object({ band, diagnostics: v.exactOptional(diagnostics) }),
};

/** The input of an action, or the first field that is wrong and how. Never repeats what was sent. */
export function parse<A extends Action>(
  action: A,
  input: unknown,
): { ok: true; input: Input<A> } | { ok: false; message: string } {
  const schema: v.GenericSchema<unknown, Input<A>> = schemas[action];
  const read = v.safeParse(schema, input);
  if (read.success) return { ok: true, input: read.output };
  const [issue] = read.issues;
  const field = (issue.path ?? []).map(({ key }) => shown(key)).join('.') || 'input';
  const fault = issue.expected ? `expected ${issue.expected}` : issue.message;
  return { ok: false, message: `${field}: ${fault}` };
}

/** Keys may be the caller's: only what looks like a name of ours is said again. */
const shown = (key: unknown) => (/^[\w-]{1,32}$/.test(String(key)) ? String(key) : '?');
