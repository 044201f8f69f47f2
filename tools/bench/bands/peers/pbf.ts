import { PbfReader } from 'pbf';
import type { Item, Read } from './read';

/** pbf by hand, as its readme shows. */
export const pbf: Read = (message) => {
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
