/** What is raced through the SDK, and the data it needs. */
import { createRequire } from 'node:module';
import { parseDoc } from '../../cloud/ejson';
import { Store } from '../../cloud/store/store';
import { dayText, FRIENDS, friendIds, groupText } from './data';

interface Sdk {
  init(options: object): void;
  database(): Database;
  DYNAMIC_CURRENT_ENV: string;
}
interface Query {
  where(condition: object): Query;
  field(fields: object): Query;
  limit(n: number): Query;
  get(): Promise<{ data: unknown }>;
}
export interface Database {
  command: { inc(n: number): unknown; in(list: unknown[]): unknown };
  collection(name: string): Query & {
    doc(id: string): { get(): Promise<unknown>; update(change: object): Promise<unknown> };
  };
}

export type Call = (n: number) => Promise<unknown>;

export interface Race {
  name: string;
  /** The requests whose answers the echo repeats; one when all answers are alike. */
  samples: Record<string, unknown>[];
  call: Call;
  count: number;
  /** Its floor writes and syncs too. */
  durable: boolean;
  /** How much of the echo is enough. */
  least: number;
}

/** Points the SDK at a server; it reads the address at every request. */
export function aim(url: string): void {
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: url });
}

/** The unmodified SDK in this process, as inside a function. */
export function loadSdk(): Database {
  Object.assign(process.env, {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    TENCENTCLOUD_SECRETID: 'x',
    TENCENTCLOUD_SECRETKEY: 'y',
  });
  const sdk = createRequire(import.meta.url)('wx-server-sdk') as Sdk;
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV });
  return sdk.database();
}

/** Different lists of friends. */
const BOARDS = 50;

const text = (value: object): string => JSON.stringify(value);

function sample(collectionName: string, query: object, more: object = {}): Race['samples'][number] {
  return {
    action: 'database.getDocument',
    collectionName,
    query: text(query),
    queryType: 'WHERE',
    ...more,
  };
}

/** One document, and a board, which may take 1.3 times as long as the echo. */
const LEAST = { document: 0.9, board: 1 / 1.3 };

export function races(db: Database): Race[] {
  const _ = db.command;
  const inc = {
    action: 'database.modifyDocument',
    data: text({ $inc: { n: 1 } }),
    merge: true,
    multi: false,
  };
  const boards = Array.from({ length: BOARDS }, (_board, n) =>
    sample('days', { _id: { $in: friendIds(n) } }, { limit: 1000, projection: text({ steps: 1 }) }),
  );
  return [
    {
      name: 'doc.get',
      samples: [sample('small', { _id: 's1' }, { queryType: 'DOC' })],
      call: () => db.collection('small').doc('s1').get(),
      count: 120,
      durable: false,
      least: LEAST.document,
    },
    {
      name: 'doc.update inc',
      samples: [sample('counters', { _id: 'c0' }, inc)],
      call: (n) =>
        db
          .collection('counters')
          .doc(`c${n % 64}`)
          .update({ data: { n: _.inc(1) } }),
      count: 120,
      durable: true,
      least: LEAST.document,
    },
    {
      name: `friends: $in of ${FRIENDS}, field`,
      samples: boards,
      call: (n) =>
        db
          .collection('days')
          .where({ _id: _.in(friendIds(n % BOARDS)) })
          .field({ steps: true })
          .limit(1000)
          .get(),
      count: 50,
      durable: false,
      least: LEAST.board,
    },
    {
      name: 'group of 500: one text field',
      samples: [sample('groups', { _id: 'g' }, { queryType: 'DOC' })],
      call: () => db.collection('groups').doc('g').get(),
      count: 80,
      durable: false,
      least: LEAST.board,
    },
  ];
}

/** Fills the folder the cloud will serve. */
export async function fill(folder: string): Promise<void> {
  const store = new Store({ folder });
  await store.insert('small', [{ _id: 's1', uid: 'u', n: 5, name: 'someone', at: new Date(0) }]);
  await store.insert(
    'counters',
    Array.from({ length: 64 }, (_, i) => ({ _id: `c${i}`, n: 0 })),
  );
  await store.insert('groups', [{ _id: 'g', rows: groupText() }]);
  const ids = new Set(Array.from({ length: BOARDS }, (_, i) => friendIds(i)).flat());
  const docs = [...ids].map((id) => {
    const [person = '', day = ''] = id.slice(1).split('_');
    return parseDoc(dayText(Number(person), Number(day.slice(6)) - 1));
  });
  await store.insert('days', docs);
  await store.close();
}
