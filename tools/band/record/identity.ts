/**
 * What in a session tells whose band it is. Nothing of it is replaced, since checksums and counters
 * are around it: a message that has any is left out whole. So is one that nobody can read, and one
 * with bytes or texts that our codec takes as they come: a key looks like any other.
 */
import { uuid } from '../../../miniprogram/ble/link';
import type { Message } from './messages';

/** Device name, system id, serial number (Bluetooth SIG). */
const IDENTITY_PLACES = ['2A00', '2A23', '2A25'].map(uuid);

/** Words of field names and message names that speak of a person, a device or a secret. */
const IDENTITY_WORDS = new Set(
  `address mac serial sn imei id uid user account name alias nick device broadcast
  gender sex age birth birthday height weight
  auth login bind bond pair pairing password pin challenge token key secret nonce random`.split(
    /\s+/,
  ),
);

/** Names of fields and messages that hold a time; other numbers this large may be anybody's. */
const TIME_WORDS = new Set(
  'at time timestamp clock date day start end since from until midnight utc seconds'.split(' '),
);
/** Larger than what a band counts. */
const LARGE = 0xff_ffff;
const BYTES = /^(?:[0-9a-f]{2})+$/i;
/** A word, a version: what codecs say of themselves. */
const PLAIN_WORD =
  /^[a-z][a-z -]*$|^\d{1,3}(\.\d{1,3}){1,2}$|^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$/i;
/** Shorter bytes tell no device from another. */
const LEAST_BYTES = 4;
/** Year to second, and the day of the week. */
const MOST_TIME_BYTES = 8;

const OPAQUE = 'hold bytes that may be a key';

/** Why a message that was read must not be passed on; null where it may. */
export function tells({ at, means, whole }: Message): string | null {
  if (IDENTITY_PLACES.includes(at.characteristic)) return 'say who the band is';
  return inside('', means).find((reason) => reason !== OPAQUE || !whole) ?? null;
}

/**
 * Octets of what was left out that may stand in other messages too, in hex: whoever has them leaves
 * with them. Runs of one octet tell nothing.
 */
export function traces(message: Message): string[] {
  const texts = leaves(message.means).filter((leaf) => typeof leaf === 'string');
  const whole = IDENTITY_PLACES.includes(message.at.characteristic) ? message.values : [];
  return [...texts.flatMap(formsOf), ...whole].filter(
    (hex) => hex.length >= LEAST_BYTES * 2 && !/^(..)\1*$/.test(hex),
  );
}

/** As octets, either way round, and as the letters they are. */
function formsOf(text: string): string[] {
  const letters = Buffer.from(text, 'latin1').toString('hex');
  if (!BYTES.test(text)) return PLAIN_WORD.test(text) ? [] : [letters];
  const octets = text.toLowerCase();
  return [octets, octets.match(/../g)!.reverse().join(''), letters];
}

const leaves = (means: unknown): unknown[] =>
  typeof means === 'object' && means !== null ? Object.values(means).flatMap(leaves) : [means];

/** Every reason, in the order of the fields. @param label the name of the message around. */
function inside(name: string, means: unknown, label = ''): string[] {
  if (Array.isArray(means)) return means.flatMap((one) => inside(name, one, label));
  if (typeof means === 'object' && means !== null) {
    const { name: own = label } = means as { name?: unknown };
    return Object.entries(means).flatMap(([key, value]) => inside(key, value, String(own)));
  }
  // A field that was left empty tells nothing.
  if (means === null || means === '' || typeof means === 'boolean') return [];
  if (name !== 'name' && speaksOf(IDENTITY_WORDS, name)) return [`speak of "${name}"`];
  if (typeof means !== 'number') return inText(name, String(means));
  const large = Math.abs(means) > LARGE && !speaksOf(TIME_WORDS, `${name} ${label}`);
  return large ? ['hold a number that may be anybody’s'] : [];
}

function inText(name: string, text: string): string[] {
  if (BYTES.test(text) && /\d/.test(text)) {
    const time = speaksOf(TIME_WORDS, name) && text.length <= MOST_TIME_BYTES * 2;
    const short = text.length < LEAST_BYTES * 2 || /^(..)\1*$/.test(text);
    return short || time ? [] : [OPAQUE];
  }
  if (!PLAIN_WORD.test(text)) return ['hold a text'];
  return speaksOf(IDENTITY_WORDS, text) ? [`speak of "${text}"`] : [];
}

/** "readId" and "broadcast id" have the word id; "message" and "voltage" no age. */
const speaksOf = (words: ReadonlySet<string>, name: string): boolean =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => words.has(word));
