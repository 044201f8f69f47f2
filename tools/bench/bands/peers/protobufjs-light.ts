import protobuf from 'protobufjs/light.js';
import type { Item, Read } from './read';

/** protobufjs, light build: reflection that writes its decoders at load. */
export function light(): Read {
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
