/**
 * What a WeChat wristband says inside SendDataRequest of type 1: protobuf of Tencent's package
 * mmbp_open, directly, without a header of its own. Read by hand rather than by table: a week is a
 * thousand items.
 */
import { PbfWriter } from 'pbf';
import { fail, ok, type Result } from '../../lib/result';
import { FieldReader } from './field-reader';
import { encodeStatus, readStatus, type Status } from './wire';

/** Date and time of the band's own clock (band local time, since spec 1.0.2). */
export interface RtcTime {
  year: number;
  month: number;
  date: number;
  hour: number;
  minute: number;
  second: number;
}

/**
 * One count. Every field is optional in the protocol; a band sends either time. What was not sent
 * is undefined, so that all items have one shape.
 */
export interface StepItem {
  steps?: number | undefined;
  /** Unix seconds. */
  timestamp?: number | undefined;
  rtc?: Partial<RtcTime> | undefined;
}

export interface WristbandRequest {
  items: StepItem[];
  ext?: Uint8Array;
}

const RTC_FIELDS = ['year', 'month', 'date', 'hour', 'minute', 'second'] as const;
const FIRST_RTC = 3;
/** Tags of fields 1 and 2, numbers. */
const STEPS = 0x08;
const TIMESTAMP = 0x10;

/** The counts in a SendDataRequest's data. Total. */
export function decodeWristbandRequest(data: Uint8Array): Result<WristbandRequest, 'protobuf'> {
  const request: WristbandRequest = { items: [] };
  const fields = new FieldReader(data);
  while (fields.next()) {
    if (fields.number === 1) {
      const end = fields.enter();
      request.items.push(plainItem(fields) ?? readItem(fields));
      fields.leave(end);
    } else if (fields.number === 2) request.ext = fields.bytes();
    else fields.skip();
  }
  return fields.failed ? fail('protobuf') : ok(request);
}

/** One count without its wrapper. Total. */
export function decodeStepItem(data: Uint8Array): Result<StepItem, 'protobuf'> {
  const fields = new FieldReader(data);
  const item = readItem(fields);
  return fields.failed ? fail('protobuf') : ok(item);
}

/**
 * A count of steps and timestamp, as nearly all are; null for any other. Field by field takes twice
 * as long.
 */
function plainItem({ data, at: from, end }: FieldReader): StepItem | null {
  let steps: number | undefined;
  let timestamp: number | undefined;
  let at = from;
  while (at < end) {
    const tag = data[at++]!;
    let value = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80 && shift < 32; shift += 7) {
      byte = data[at++]!;
      value |= (byte & 0x7f) << shift;
    }
    if (tag === STEPS) steps = value >>> 0;
    else if (tag === TIMESTAMP) timestamp = value >>> 0;
    else return null;
    if (byte >= 0x80) return null;
  }
  return at === end ? { steps, timestamp, rtc: undefined } : null;
}

function readItem(fields: FieldReader): StepItem {
  let steps: number | undefined;
  let timestamp: number | undefined;
  let rtc: Partial<RtcTime> | undefined;
  while (fields.next()) {
    const { number } = fields;
    if (number === 1) steps = fields.uint();
    else if (number === 2) timestamp = fields.uint();
    else {
      const name = RTC_FIELDS[Math.max(number, FIRST_RTC) - FIRST_RTC];
      if (name && number >= FIRST_RTC) {
        rtc ??= {};
        rtc[name] = fields.uint();
      } else fields.skip();
    }
  }
  return { steps, timestamp, rtc };
}

export function encodeWristbandRequest({ items, ext }: WristbandRequest): Uint8Array {
  const writer = new PbfWriter();
  for (const item of items) writer.writeBytesField(1, encodeStepItem(item));
  if (ext) writer.writeBytesField(2, ext);
  return writer.finish().slice();
}

export function encodeStepItem({ steps, timestamp, rtc }: StepItem): Uint8Array {
  const writer = new PbfWriter();
  if (steps !== undefined) writer.writeVarintField(1, steps);
  if (timestamp !== undefined) writer.writeVarintField(2, timestamp);
  RTC_FIELDS.forEach((name, index) => {
    const value = rtc?.[name];
    if (value !== undefined) writer.writeVarintField(FIRST_RTC + index, value);
  });
  return writer.finish().slice();
}

/** The phone's answer: data of the SendDataResponse. */
export function encodeWristbandResponse(status: Status): Uint8Array {
  const writer = new PbfWriter();
  writer.writeBytesField(1, encodeStatus(status));
  return writer.finish().slice();
}

/** The phone's answer as a band reads it. Both of its fields are optional here. Total. */
export function decodeWristbandResponse(data: Uint8Array): Result<Partial<Status>, 'protobuf'> {
  let status: Partial<Status> = {};
  const fields = new FieldReader(data);
  while (fields.next()) {
    if (fields.number === 1) status = readStatus(fields);
    else fields.skip();
  }
  return fields.failed ? fail('protobuf') : ok(status);
}
