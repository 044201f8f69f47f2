/** What a band and a phone said to each other up to a fault: what a maker looks at first. */
import { type BandKit, type KitFrame, plain } from '../../../miniprogram/bands/kit';
import { toHex } from '../../../miniprogram/lib/bytes';
import { short } from '../name';
import { decoderOf } from './codec';

const LINES = 8;
const MEANING_LETTERS = 90;
const HEX_LETTERS = 60;

const SAYS: Readonly<Record<KitFrame['operation'], string>> = {
  read: 'phone reads     ',
  write: 'phone writes    ',
  subscribe: 'phone subscribes',
  value: 'band sends      ',
};

const cut = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters)}…` : text;

function meaning(kit: BandKit, { operation, at, value }: KitFrame): string {
  const from = operation === 'write' ? 'phone' : 'band';
  const read = operation === 'subscribe' ? null : decoderOf(kit, from, at)?.decode([value]);
  return read?.ok ? cut(JSON.stringify(plain(read.value)), MEANING_LETTERS) : '';
}

/** The last frames, one a line, with what a single value means. */
export const dialogue = (kit: BandKit, frames: readonly KitFrame[]): string[] =>
  frames.slice(-LINES).map((frame) => {
    const hex = cut(toHex(frame.value), HEX_LETTERS);
    const said = [SAYS[frame.operation], short(frame.at.characteristic), hex, meaning(kit, frame)];
    return said.join(' ').trimEnd();
  });
