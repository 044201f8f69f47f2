/** A session as vectors: the shape of test/fixtures, as the report of a protocol reads them. */
import { short } from '../name';
import { tells, traces } from './identity';
import type { Message } from './messages';

/** Of one kind of message so many are enough. */
const OF_A_KIND = 8;

interface Vector {
  id: string;
  kind: 'recorded';
  confidence: 'single source';
  direction: 'phone->device' | 'device->phone';
  at: string;
  hex?: string;
  chunks?: string[];
  decoded: unknown;
}

export interface Sifted {
  vectors: Vector[];
  /** How many messages were left out, by the reason. */
  left: ReadonlyMap<string, number>;
}

export const UNREAD = 'cannot be read, so nobody knows what they tell';
export const NAMED = 'have octets of one of these';
export const MORE = `are more of what is there ${OF_A_KIND} times`;

/** What of a session may be passed on, each message once. */
export function sift(messages: readonly Message[]): Sifted {
  const left = new Map<string, number>();
  const leave = (reason: string) => left.set(reason, (left.get(reason) ?? 0) + 1);
  const kept: Message[] = [];
  const marks: string[] = [];
  for (const message of messages) {
    const reason = message.means === undefined ? UNREAD : tells(message);
    if (reason === null) kept.push(message);
    else {
      leave(reason);
      marks.push(...traces(message));
    }
  }
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const vectors: Vector[] = [];
  for (const message of kept) {
    const bytes = message.values.join('');
    if (marks.some((mark) => bytes.includes(mark))) leave(NAMED);
    else if (!seen.has(keyOf(message))) {
      seen.add(keyOf(message));
      const kind = kindOf(message);
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count > OF_A_KIND) leave(MORE);
      else vectors.push(vectorOf(message, vectors.length + 1));
    }
  }
  return { vectors, left };
}

/** The file's content. @param id of the protocol. */
export const vectorFile = (id: string, vectors: readonly Vector[]): object => ({
  title: `${id}: a recorded session`,
  source: 'recorded in the preview; decoded by this project’s own codec',
  conventions: {
    hex: 'lower-case, no separators, transmission order',
    direction: 'phone->device | device->phone',
    at: 'service/characteristic short UUIDs',
    kind: {
      recorded: 'bytes that a band and a phone said to each other; of a virtual band no proof',
    },
    confidence: 'single source',
  },
  notes: [
    '"decoded" is what the codec read on that day: compare it with what the band showed before you take it for the truth.',
    'Left out whole: messages with serials, addresses, names, keys, log-ins and what is told of the wearer, and all that the codec cannot read.',
  ],
  counts: { total: vectors.length },
  vectors,
});

const keyOf = ({ from, at, values }: Message): string =>
  [from, at.service, at.characteristic, ...values].join(' ');

/** Messages of one shape: where, which name, which fields. */
function kindOf({ from, at, means }: Message): string {
  const shape = JSON.stringify(means, (key, value: unknown) =>
    typeof value === 'number' || (typeof value === 'string' && key !== 'name') ? 0 : value,
  );
  return [from, at.service, at.characteristic, shape].join(' ');
}

function vectorOf({ from, at, values, means }: Message, nth: number): Vector {
  const [hex = ''] = values;
  return {
    id: `recorded.${String(nth).padStart(3, '0')}`,
    kind: 'recorded',
    confidence: 'single source',
    direction: from === 'phone' ? 'phone->device' : 'device->phone',
    at: `${short(at.service)}/${short(at.characteristic)}`,
    ...(values.length === 1 ? { hex } : { chunks: values }),
    decoded: means,
  };
}
