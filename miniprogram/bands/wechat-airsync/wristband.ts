/**
 * What a WeChat wristband says inside SendDataRequest of type 1: protobuf of Tencent's package
 * mmbp_open, directly, without a header of its own. Read by hand rather than by table: a week is a
 * thousand items.
 */
import { type PbfReader, PbfWriter } from 'pbf';
import { fail, ok, type Result } from '../../lib/result';
import { utf8Decode } from '../../lib/utf8';
import { encodeStatus, parse, readBytes, readInt, readNested, readUint, type Status } from './wire';

/** Date and time of the band's own clock (band local time, since spec 1.0.2). */
export interface RtcTime {
  year: number;
  month: number;
  date: number;
  hour: number;
  minute: number;
  second: number;
}

/** One count. Every field is optional in the protocol; a band sends either time. */
export interface StepItem {
  steps?: number;
  /** Unix seconds. */
  timestamp?: number;
  rtc?: Partial<RtcTime>;
}

export interface WristbandRequest {
  items: StepItem[];
  ext?: Uint8Array;
}

const RTC_FIELDS = ['year', 'month', 'date', 'hour', 'minute', 'second'] as const;
const FIRST_RTC = 3;

/** The counts in a SendDataRequest's data. Total. */
export function decodeWristbandRequest(data: Uint8Array): Result<WristbandRequest, 'protobuf'> {
  const request: WristbandRequest = { items: [] };
  return parse(data, request, readRequestField) ? ok(request) : fail('protobuf');
}

/** One count without its wrapper. Total. */
export function decodeStepItem(data: Uint8Array): Result<StepItem, 'protobuf'> {
  const item: StepItem = {};
  return parse(data, item, readItemField) ? ok(item) : fail('protobuf');
}

function readRequestField(number: number, request: WristbandRequest, reader: PbfReader): void {
  if (number === 1) request.items.push(readNested(reader, {}, readItemField));
  else if (number === 2) request.ext = readBytes(reader);
}

function readItemField(number: number, item: StepItem, reader: PbfReader): void {
  if (number === 1) item.steps = readUint(reader);
  else if (number === 2) item.timestamp = readUint(reader);
  else {
    const name = RTC_FIELDS[number - FIRST_RTC];
    if (!name) return;
    item.rtc ??= {};
    item.rtc[name] = readUint(reader);
  }
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
  const status: Partial<Status> = {};
  const read = parse(data, status, (number, into, reader) => {
    if (number !== 1) return;
    readNested(reader, into, (inner, base, nested) => {
      if (inner === 1) base.code = readInt(nested);
      else if (inner === 2) base.text = utf8Decode(readBytes(nested));
    });
  });
  return read ? ok(status) : fail('protobuf');
}
