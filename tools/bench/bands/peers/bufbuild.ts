import {
  create,
  createFileRegistry,
  type DescMessage,
  fromBinary,
  fromJson,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import type { Item, Read } from './read';

const field = (name: string, number: number, type: string, label: string, typeName?: string) => ({
  name,
  number,
  type: `TYPE_${type}`,
  label: `LABEL_${label}`,
  ...(typeName && { typeName }),
});

/** @bufbuild/protobuf over a descriptor. */
export function bufbuild(): Read {
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
