/** The boards of 199 friends and of a group of 500, through the deployed bundle and the real SDK. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../../build/functions';
import { parseDoc } from '../../cloud/ejson';
import { projector } from '../../cloud/store/project';
import { Store } from '../../cloud/store/store';
import { child } from '../cloud/children';
import { aim, type Call, loadSdk } from '../cloud/races';
import { type Goal, median, ms, percentile, rate, table } from '../figures';
import { interleave, ratioOf, shown } from '../rounds';
import { type Ask, loadApi, standAt } from './api';
import { NAIVE_GROUP, naiveBoard } from './naive';
import { CHAT, FRIENDS, writePopulation } from './population';
import { lesson, type Noted, startRecorder } from './recorder';
import { startRedis } from './redis';

/** Noon in Shanghai: no day ends while it runs. */
const NOW = Date.UTC(2026, 10, 22, 4) / 1000;
/** A board may take this much longer than the echo that answers the same. */
const MOST = 1.3;
/** What the store may take of it. */
const STORE_MS = 0.5;

interface Board {
  name: string;
  call: Call;
  naive: () => Promise<unknown>;
  redis: 'friends' | 'group';
}

const boardsOf = (ask: Ask, today: number): Board[] => {
  const db = loadSdk();
  return [
    {
      name: `board.friends, ${FRIENDS} friends`,
      call: () => ask('board.friends', { day: today }),
      naive: () => naiveBoard(db, FRIENDS, today),
      redis: 'friends',
    },
    {
      name: 'board.group, a page of 500',
      call: () => ask('board.group', { group: CHAT, day: today }),
      naive: () => naiveBoard(db, NAIVE_GROUP, today),
      redis: 'group',
    },
  ];
};

export async function raceBoards(folder: string, print: (text: string) => void): Promise<Goal[]> {
  const data = join(folder, 'data');
  mkdirSync(data);
  await buildFunctions(join(folder, 'functions'));
  const { today, lines } = writePopulation(data, NOW);
  print(`${rate(lines)} documents`);
  const cloud = await child('serve.ts', [data, folder]);
  const echo = await child('echo.ts');
  const recorder = await startRecorder(cloud.url);
  const redis = await startRedis();
  if (!redis) print('Redis is not installed (Debian: redis-server): left out.');
  const goOn = standAt(NOW);
  const goals: Goal[] = [];
  const rows: string[][] = [['through bundle and SDK', 'op/s', 'p50', 'p95', 'ratio']];
  const heard: Noted[][] = [];
  for (const board of boardsOf(loadApi(join(folder, 'functions')), today)) {
    aim(recorder.url);
    await board.call(0);
    recorder.take();
    await board.call(0);
    const noted = recorder.take();
    heard.push(noted);
    echo.process.send(lesson(noted));
    await once(echo.process, 'message');
    const [own = [], floor = []] = await interleave({ call: board.call, count: 4 }, 1, [
      cloud.url,
      echo.url,
    ]);
    const ratio = 1 / ratioOf(own, floor);
    rows.push([board.name, ...shown(own), ratio.toFixed(2)]);
    rows.push([`  the echo, ${noted.length} requests`, ...shown(floor), '1']);
    aim(cloud.url);
    rows.push(['  naive: a request each', ...(await timed(board.naive, 4))]);
    if (redis)
      rows.push(['  Redis, without a function', ...(await timed(redis[board.redis], 400))]);
    goals.push({
      name: `${board.name}: at most ${MOST} times the echo`,
      met: ratio <= MOST,
      figure: ratio.toFixed(2),
    });
  }
  print(table(rows));
  await redis?.end();
  recorder.close();
  for (const one of [cloud, echo]) await one.end();
  goals.push(...(await storeParts(data, heard, print)));
  goOn();
  return goals;
}

async function timed(call: () => Promise<unknown>, count: number): Promise<string[]> {
  const figures: number[] = [];
  for (let i = 0; i < count + 2; i++) {
    const start = performance.now();
    await call();
    if (i > 1) figures.push(performance.now() - start);
  }
  return [rate(1000 / median(figures)), ms(median(figures)), ms(percentile(figures, 0.95))];
}

/** The queries of each board inside the store alone. */
async function storeParts(
  data: string,
  heard: readonly Noted[][],
  print: (text: string) => void,
): Promise<Goal[]> {
  const store = new Store({ folder: data });
  const goals: Goal[] = [];
  const rows: string[][] = [['store part', 'p50', 'p95']];
  for (const [i, noted] of heard.entries()) {
    const name = i === 0 ? `board.friends, ${FRIENDS} friends` : 'board.group, a page of 500';
    const figures: number[] = [];
    const queries = noted.map((one) => asked(store, one));
    for (let n = 0; n < 300; n++) {
      const start = performance.now();
      for (const query of queries) query();
      figures.push(performance.now() - start);
    }
    rows.push([name, ms(median(figures)), ms(percentile(figures, 0.95))]);
    goals.push({
      name: `${name}: store part at most ${STORE_MS} ms`,
      met: median(figures) <= STORE_MS,
      figure: ms(median(figures)),
    });
  }
  print(table(rows));
  await store.close();
  return goals;
}

const FIELDS: Readonly<Record<string, object>> = {
  days: { _id: 1, board: 1 },
  people: { _id: 1, name: 1, avatar: 1, hidden: 1, hiding: 1 },
  cheers: { to: 1, from: 1 },
  edges: { members: 1, at: 1 },
};

/** A query as the store gets it: parsed, with its projection made. */
function asked(store: Store, { collection, query }: Noted): () => void {
  const where = parseDoc(query);
  const fields = FIELDS[collection];
  const projection = fields && projector(fields as never);
  return () => {
    for (const rec of store.find(collection, where, { limit: 1000 })) {
      if (projection) rec.projected(projection);
      else void rec.json;
    }
  };
}
