/** Libraries of npm that read AirSync's protobuf, given the same packets. */
import {
  create,
  createFileRegistry,
  type DescMessage,
  fromBinary,
  fromJson,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { PbfReader } from 'pbf';
import protobuf from 'protobufjs/light.js';

/** A count as a library gives it. */
interface Item {
  step: number;
  timestamp: number;
}

/** The counts in a message, which is a packet without its header. */
type Read = (message: Uint8Array) => readonly Item[];

/** protobufjs, light build: reflection that writes its decoders at load. */
function protobufjs(): Read {
  const { Field, Root, Type } = protobuf;
  const item = new Type('StepDataItem')
    .add(new Field('step', 1, 'uint32', 'optional'))
    .add(new Field('timestamp', 2, 'uint32', 'optional'));
  const wristband = new Type('WristbandRequest').add(
    new Field('items', 1, 'StepDataItem', 'repeated'),
  );
  const send = new Type('SendDataRequest')
    .add(new Field('base', 1, 'bytes', 'required'))
    .add(new Field('data', 2, 'bytes', 'required'))
    .add(new Field('type', 3, 'int32', 'optional'));
  new Root().add(item).add(wristband).add(send);
  return (message) => {
    const { data } = send.decode(message) as unknown as { data: Uint8Array };
    return (wristband.decode(data) as unknown as { items: Item[] }).items;
  };
}

/** pbf by hand, as its readme shows. */
const pbf: Read = (message) => {
  const outer: { data: Uint8Array } = { data: new Uint8Array(0) };
  new PbfReader(message).readFields((tag, into, reader) => {
    if (tag === 2) into.data = reader.readBytes();
  }, outer);
  const items: Item[] = [];
  return new PbfReader(outer.data).readFields((tag, into, reader) => {
    if (tag !== 1) return;
    into.push(
      reader.readMessage(
        (field, item, inner) => {
          if (field === 1) item.step = inner.readVarint();
          else if (field === 2) item.timestamp = inner.readVarint();
        },
        { step: 0, timestamp: 0 },
      ),
    );
  }, items);
};

const field = (name: string, number: number, type: string, label: string, typeName?: string) => ({
  name,
  number,
  type: `TYPE_${type}`,
  label: `LABEL_${label}`,
  ...(typeName && { typeName }),
});

/** @bufbuild/protobuf over a descriptor. */
function bufbuild(): Read {
  const set = fromJson(FileDescriptorSetSchema, {
    file: [
      {
        name: 'airsync.proto',
        syntax: 'proto2',
        messageType: [
          {
            name: 'StepDataItem',
            field: [
              field('step', 1, 'UINT32', 'OPTIONAL'),
              field('timestamp', 2, 'UINT32', 'OPTIONAL'),
            ],
          },
          {
            name: 'WristbandRequest',
            field: [field('items', 1, 'MESSAGE', 'REPEATED', '.StepDataItem')],
          },
          {
            name: 'SendDataRequest',
            field: [
              field('base', 1, 'BYTES', 'REQUIRED'),
              field('data', 2, 'BYTES', 'REQUIRED'),
              field('type', 3, 'INT32', 'OPTIONAL'),
            ],
          },
        ],
      },
    ],
  });
  const registry = createFileRegistry(set);
  const send = registry.getMessage('SendDataRequest') as DescMessage;
  const wristband = registry.getMessage('WristbandRequest') as DescMessage;
  create(wristband);
  return (message) => {
    const outer = fromBinary(send, message) as unknown as { data: Uint8Array };
    return (fromBinary(wristband, outer.data) as unknown as { items: Item[] }).items;
  };
}

export const protobufPeers = (): { name: string; read: Read }[] => [
  { name: 'protobufjs 8.8.1 light', read: protobufjs() },
  { name: 'pbf 5.1.2', read: pbf },
  { name: '@bufbuild/protobuf 2.17.0', read: bufbuild() },
];
