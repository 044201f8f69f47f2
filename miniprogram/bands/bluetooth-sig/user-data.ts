/** User Data (181C): who wears the band, the goal, and the control point that guards them. */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

/**
 * Whole numbers of the profile: characteristic, bytes. `weight` is in 5 g, `height` in cm (a unit
 * test elsewhere shows hundredths of that; devices take centimetres), `stride` in mm, rates in beats
 * a minute.
 */
export const USER_NUMBERS = {
  age: ['2A80', 1],
  gender: ['2A8C', 1],
  weight: ['2A98', 2],
  height: ['2A8E', 2],
  tenthsOfMillimetreHeight: ['2B47', 2],
  stride: ['2B49', 2],
  restingRate: ['2A92', 1],
  recommendedMaximumRate: ['2A91', 1],
  maximumRate: ['2A8D', 1],
  changes: ['2A99', 4],
  userIndex: ['2A9A', 1],
} as const;
export type UserNumber = keyof typeof USER_NUMBERS;

/** Total. */
export function decodeUserNumber(name: UserNumber, value: Uint8Array): Result<number, 'length'> {
  const width = USER_NUMBERS[name][1];
  if (value.length !== width) return fail('length');
  const reader = new Reader(value);
  if (width === 1) return ok(reader.u8());
  return ok(width === 2 ? reader.u16le() : reader.u32le());
}

export const encodeUserNumber = (name: UserNumber, value: number): Uint8Array =>
  littleEndian(value, USER_NUMBERS[name][1]);

/** A date of birth; a part that is not known is 0. */
export interface BirthDate {
  year: number;
  month: number;
  day: number;
}

/** 2A85. Total. */
export function decodeBirthDate(value: Uint8Array): Result<BirthDate, 'length' | 'date'> {
  if (value.length !== 4) return fail('length');
  const reader = new Reader(value);
  const date = { year: reader.u16le(), month: reader.u8(), day: reader.u8() };
  return date.month > 12 || date.day > 31 ? fail('date') : ok(date);
}

export const encodeBirthDate = ({ year, month, day }: BirthDate): Uint8Array =>
  Uint8Array.from([...littleEndian(year, 2), month, day]);

/** 2B4E; the order is that of the bits. */
const GOALS = [
  ['kilojoules', 2],
  ['steps', 3],
  ['intensitySteps', 3],
  ['floorSteps', 3],
  ['metres', 3],
  ['walkingSeconds', 3],
  ['intensitySeconds', 3],
] as const;
export type ActivityGoal = Partial<Record<(typeof GOALS)[number][0], number>>;

/** Total. */
export function decodeActivityGoal(value: Uint8Array): Result<ActivityGoal, 'length'> {
  const reader = new Reader(value);
  const flags = reader.u8();
  const goal: ActivityGoal = {};
  GOALS.forEach(([name, width], bit) => {
    if ((flags >> bit) & 1) goal[name] = width === 2 ? reader.u16le() : reader.u24le();
  });
  return reader.failed ? fail('length') : ok(goal);
}

export function encodeActivityGoal(goal: ActivityGoal): Uint8Array {
  let flags = 0;
  const bytes: number[] = [];
  GOALS.forEach(([name, width], bit) => {
    const amount = goal[name];
    if (amount === undefined) return;
    flags |= 1 << bit;
    bytes.push(...littleEndian(amount, width));
  });
  return Uint8Array.from([flags, ...bytes]);
}

/** What a phone asks of the user control point (2A9F). */
export type UserRequest =
  | { op: 'register'; consent: number }
  | { op: 'consent'; index: number; consent: number }
  | { op: 'delete' }
  | { op: 'list' };

export const USER_OPS = { register: 1, consent: 2, delete: 3, list: 4 } as const;
export type UserOp = keyof typeof USER_OPS;
/** The largest consent code. */
export const MOST_CONSENT = 9999;

export function encodeUserRequest(request: UserRequest): Uint8Array {
  const op = USER_OPS[request.op];
  if (request.op === 'register') return Uint8Array.from([op, ...littleEndian(request.consent, 2)]);
  if (request.op === 'consent') {
    return Uint8Array.from([op, request.index, ...littleEndian(request.consent, 2)]);
  }
  return Uint8Array.of(op);
}

/** Total. */
export function decodeUserRequest(value: Uint8Array): Result<UserRequest, 'length' | 'op'> {
  const reader = new Reader(value);
  const op = reader.u8();
  let request: UserRequest;
  if (op === USER_OPS.register) request = { op: 'register', consent: reader.u16le() };
  else if (op === USER_OPS.consent) {
    request = { op: 'consent', index: reader.u8(), consent: reader.u16le() };
  } else if (op === USER_OPS.delete) request = { op: 'delete' };
  else if (op === USER_OPS.list) request = { op: 'list' };
  else return fail(value.length === 0 ? 'length' : 'op');
  return reader.failed || reader.remaining > 0 ? fail('length') : ok(request);
}

const ANSWER = 0x20;
export const USER_RESULTS = [
  'success',
  'not-supported',
  'bad-parameter',
  'failed',
  'not-authorized',
] as const;

export interface UserAnswer {
  op: UserOp;
  result: (typeof USER_RESULTS)[number];
  /** `register`: the new index; `list`: how many, then their indices. */
  parameters: number[];
}

/** Total. */
export function decodeUserAnswer(
  value: Uint8Array,
): Result<UserAnswer, 'length' | 'op' | 'result'> {
  if (value.length < 3) return fail('length');
  const [mark, code, outcome] = value;
  const op = (Object.keys(USER_OPS) as UserOp[]).find((name) => USER_OPS[name] === code);
  const result = USER_RESULTS[outcome! - 1];
  if (mark !== ANSWER || !op) return fail('op');
  return result ? ok({ op, result, parameters: [...value.subarray(3)] }) : fail('result');
}

export const encodeUserAnswer = ({ op, result, parameters }: UserAnswer): Uint8Array =>
  Uint8Array.from([ANSWER, USER_OPS[op], USER_RESULTS.indexOf(result) + 1, ...parameters]);
