/**
 * What pbjs writes as static code for AirSync's messages, kept by hand: its decoders line by line,
 * without the parts that nothing here calls.
 */
import protobuf from 'protobufjs/minimal.js';
import type { Read } from './read';

const { Reader } = protobuf;
type Reader = protobuf.Reader;

const tooDeep = () => Error('max depth exceeded');
const outOfRange = () => RangeError('index out of range');

class StepDataItem {
  declare step: number;
  declare timestamp: number;

  static decode(reader: Reader, length: number, depth: number): StepDataItem {
    if (depth > Reader.recursionLimit) throw tooDeep();
    const end = reader.pos + length;
    if (end > reader.len) throw outOfRange();
    const before = reader.len;
    reader.len = end;
    const message = new StepDataItem();
    while (reader.pos < end) {
      const tag = reader.tag();
      const wire = tag & 7;
      switch (tag >>> 3) {
        case 1:
          if (wire !== 0) break;
          message.step = reader.uint32();
          continue;
        case 2:
          if (wire !== 0) break;
          message.timestamp = reader.uint32();
          continue;
      }
      reader.skipType(wire, depth, tag >>> 3);
    }
    if (reader.pos !== end) throw outOfRange();
    reader.len = before;
    return message;
  }
}
StepDataItem.prototype.step = 0;
StepDataItem.prototype.timestamp = 0;

class WristbandRequest {
  items: StepDataItem[] = [];

  static decode(bytes: Uint8Array): WristbandRequest {
    const reader = Reader.create(bytes);
    const message = new WristbandRequest();
    while (reader.pos < reader.len) {
      const tag = reader.tag();
      const wire = tag & 7;
      switch (tag >>> 3) {
        case 1:
          if (wire !== 2) break;
          if (!message.items?.length) message.items = [];
          message.items.push(StepDataItem.decode(reader, reader.size(), 1));
          continue;
      }
      reader.skipType(wire, 0, tag >>> 3);
    }
    return message;
  }
}

class SendDataRequest {
  declare base: Uint8Array;
  declare data: Uint8Array;
  declare type: number;

  static decode(bytes: Uint8Array): SendDataRequest {
    const reader = Reader.create(bytes);
    const message = new SendDataRequest();
    while (reader.pos < reader.len) {
      const tag = reader.tag();
      const wire = tag & 7;
      switch (tag >>> 3) {
        case 1:
          if (wire !== 2) break;
          message.base = reader.bytes();
          continue;
        case 2:
          if (wire !== 2) break;
          message.data = reader.bytes();
          continue;
        case 3:
          if (wire !== 0) break;
          message.type = reader.int32();
          continue;
      }
      reader.skipType(wire, 0, tag >>> 3);
    }
    for (const name of ['base', 'data']) {
      if (!Object.hasOwn(message, name)) throw Error(`missing required '${name}'`);
    }
    return message;
  }
}

/** The static form of the reflection in `light`. */
export const staticCode: Read = (message) =>
  WristbandRequest.decode(SendDataRequest.decode(message).data).items;
