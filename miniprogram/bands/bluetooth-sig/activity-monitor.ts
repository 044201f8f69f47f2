/**
 * Physical Activity Monitor (183E). Rare on bands, and known from one library only. The widths of
 * the step summary's fields were found nowhere: they are assumed to be those of Activity Goal.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { orNone } from '../common/no-value';

/** What all activity values begin with. */
export interface ActivityHead {
  flags: number;
  session: number;
  subSession: number;
  /** Seconds since the session began (assumed). */
  seconds: number;
  sequence: number;
}

/** First and last segment: the whole value. */
const WHOLE = 0xc0;
/** Bytes of the flags: general activity (2B3C, 2B3D) and step counter (2B40). */
export const FLAG_BYTES = { instant: 3, summary: 4, steps: 1 } as const;
export type ActivityKind = keyof typeof FLAG_BYTES;

/** The head, and what follows it: its fields are known for `steps` only. Total. */
export function decodeActivity(
  kind: ActivityKind,
  value: Uint8Array,
): Result<ActivityHead & { rest: Uint8Array }, 'length' | 'segment'> {
  const reader = new Reader(value);
  const header = reader.u8();
  let flags = 0;
  for (let i = 0; i < FLAG_BYTES[kind]; i++) flags += reader.u8() * 256 ** i;
  const session = reader.u16le();
  const subSession = reader.u16le();
  const seconds = reader.u32le();
  const sequence = reader.u32le();
  if (reader.failed) return fail('length');
  if (header !== WHOLE) return fail('segment');
  const rest = reader.take(reader.remaining);
  return ok({ flags, session, subSession, seconds, sequence, rest });
}

export function encodeActivityHead(kind: ActivityKind, head: ActivityHead): Uint8Array {
  return Uint8Array.from([
    WHOLE,
    ...littleEndian(head.flags, FLAG_BYTES[kind]),
    ...littleEndian(head.session, 2),
    ...littleEndian(head.subSession, 2),
    ...littleEndian(head.seconds, 4),
    ...littleEndian(head.sequence, 4),
  ]);
}

const FIELDS = [
  ['steps', 0x01],
  ['intensitySteps', 0x02],
  ['floorSteps', 0x04],
  ['metres', 0x08],
  ['wornSeconds', 0x10],
] as const;
type StepField = (typeof FIELDS)[number][0];

/** The step counter of a session. */
export type StepSummary = Omit<ActivityHead, 'flags'> & Partial<Record<StepField, number>>;

/** 2B40. Total. */
export function decodeStepSummary(value: Uint8Array): Result<StepSummary, 'length' | 'segment'> {
  const activity = decodeActivity('steps', value);
  if (!activity.ok) return activity;
  const { flags, rest, session, subSession, seconds, sequence } = activity.value;
  const summary: StepSummary = { session, subSession, seconds, sequence };
  const reader = new Reader(rest);
  for (const [name, bit] of FIELDS) {
    const amount = flags & bit ? orNone(reader.u24le(), 3) : null;
    if (amount !== null) summary[name] = amount;
  }
  return reader.failed ? fail('length') : ok(summary);
}

export function encodeStepSummary(summary: StepSummary): Uint8Array {
  let flags = 0;
  const fields: number[] = [];
  for (const [name, bit] of FIELDS) {
    const amount = summary[name];
    if (amount === undefined) continue;
    flags |= bit;
    fields.push(...littleEndian(amount, 3));
  }
  return Uint8Array.from([...encodeActivityHead('steps', { ...summary, flags }), ...fields]);
}

/** Numbers of the features a monitor has (2B3B), lowest bit first. Total. */
export function decodeMonitorFeatures(value: Uint8Array): Result<number[], 'length'> {
  if (value.length !== 8) return fail('length');
  const bits: number[] = [];
  for (let bit = 0; bit < 64; bit++) if ((value[bit >> 3]! >> (bit & 7)) & 1) bits.push(bit);
  return ok(bits);
}

/** 2B44: the session in progress. */
export interface CurrentSession {
  active: boolean;
  session: number;
  /** 2 sit, 3 lie, 4 stand, 5 walk, 7 run, 8–0A cycle … */
  activity?: number;
}

/** Total. */
export function decodeCurrentSession(value: Uint8Array): Result<CurrentSession, 'length'> {
  const reader = new Reader(value);
  const flags = reader.u8();
  const current: CurrentSession = { active: (flags & 1) !== 0, session: reader.u16le() };
  if (flags & 2) current.activity = reader.u8();
  return reader.failed ? fail('length') : ok(current);
}

export const encodeCurrentSession = ({ active, session, activity }: CurrentSession): Uint8Array =>
  Uint8Array.from([
    (active ? 1 : 0) | (activity === undefined ? 0 : 2),
    ...littleEndian(session, 2),
    ...(activity === undefined ? [] : [activity]),
  ]);

const STATES = ['complete', 'running', 'paused'] as const;

/** 2B45: what became of a session. */
export interface SessionDescriptor {
  session: number;
  state: (typeof STATES)[number];
  activity: number;
}

/** Total. Octets that newer versions add are ignored. */
export function decodeSession(value: Uint8Array): Result<SessionDescriptor, 'length' | 'state'> {
  if (value.length < 4) return fail('length');
  const reader = new Reader(value);
  const session = reader.u16le();
  const state = STATES[reader.u8()];
  return state ? ok({ session, state, activity: reader.u8() }) : fail('state');
}

export const encodeSession = ({ session, state, activity }: SessionDescriptor): Uint8Array =>
  Uint8Array.from([...littleEndian(session, 2), STATES.indexOf(state), activity]);

export const MONITOR_OPS = {
  sessions: 1,
  subSessions: 2,
  data: 3,
  start: 4,
  stop: 5,
  delete: 6,
  setType: 7,
} as const;
export type MonitorOp = keyof typeof MONITOR_OPS;

/** 2B43: an operation and what it is about, unparsed. Total. */
export function decodeMonitorRequest(
  value: Uint8Array,
): Result<{ op: MonitorOp; parameters: Uint8Array }, 'length' | 'op'> {
  if (value.length === 0) return fail('length');
  const names = Object.keys(MONITOR_OPS) as MonitorOp[];
  const op = names.find((name) => MONITOR_OPS[name] === value[0]);
  return op ? ok({ op, parameters: value.subarray(1) }) : fail('op');
}
