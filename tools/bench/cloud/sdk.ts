/** Races through the unmodified wx-server-sdk: the cloud against HTTP echoes, interleaved. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Goal, median, ms, percentile, rate, table } from '../figures';
import { type Child, child } from './children';
import { QUERY } from './data';
import { aim, type Call, fill, loadSdk, type Race, races } from './races';

interface Round {
  latencies: number[];
  perSecond: number;
}

async function round(call: Call, count: number, callers: number): Promise<Round> {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const one = async (): Promise<void> => {
    while (next < count) {
      const n = next++;
      const start = performance.now();
      await call(n);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, one));
  return { latencies, perSecond: (count / (performance.now() - began)) * 1000 };
}

/** Many short rounds, so that whatever else the machine does strikes all servers alike. */
const ROUNDS = 45;
const WARM_UP = 5;

/** Rounds of one race on each server, in turn. */
async function interleave(
  race: Race,
  callers: number,
  urls: readonly string[],
): Promise<Round[][]> {
  const figures: Round[][] = urls.map(() => []);
  for (let i = 0; i < ROUNDS; i++) {
    for (let k = 0; k < urls.length; k++) {
      const at = (k + i) % urls.length;
      aim(urls[at]!);
      const one = await round(race.call, race.count, callers);
      if (i >= WARM_UP) figures[at]!.push(one);
    }
  }
  return figures;
}

function shown(rounds: readonly Round[]): string[] {
  const all = rounds.flatMap((one) => one.latencies);
  return [
    rate(median(rounds.map((one) => one.perSecond))),
    ms(median(all)),
    ms(percentile(all, 0.95)),
  ];
}

function ratioOf(cloud: readonly Round[], floor: readonly Round[]): number {
  return median(cloud.map((one, i) => one.perSecond / floor[i]!.perSecond));
}

/** Tells the echoes what the cloud answers. */
async function teach(echoes: readonly Child[], list: readonly Race[], url: string): Promise<void> {
  const answers: Record<string, string> = {};
  for (const { samples } of list) {
    for (const sample of samples) {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(sample) });
      const query = samples.length > 1 ? String(sample.query).slice(0, QUERY) : '';
      answers[`${sample.action} ${sample.collectionName}${query}`] = await response.text();
    }
  }
  for (const echo of echoes) {
    echo.process.send(answers);
    await once(echo.process, 'message');
  }
}

/** Runs the races in `folder`; prints a table and gives the goals. */
export async function raceSdk(folder: string, print: (text: string) => void): Promise<Goal[]> {
  const data = join(folder, 'sdk');
  mkdirSync(data, { recursive: true });
  await fill(data);
  const cloud = await child('serve.ts', [data, folder]);
  const echo = await child('echo.ts');
  const synced = await child('echo.ts', [join(folder, 'echo.log')]);
  const list = races(loadSdk());
  await teach([echo, synced], list, cloud.url);
  const goals: Goal[] = [];
  const rows: string[][] = [['through the SDK', 'callers', 'op/s', 'p50', 'p95', 'ratio']];
  for (const race of list) {
    for (const callers of [1, 8]) {
      const urls = [cloud.url, echo.url, ...(race.durable ? [synced.url] : [])];
      const [own = [], floor = [], durable] = await interleave(race, callers, urls);
      const ratio = ratioOf(own, durable ?? floor);
      rows.push([race.name, String(callers), ...shown(own), '']);
      rows.push(['  echo', '', ...shown(floor), ratioOf(own, floor).toFixed(2)]);
      if (durable)
        rows.push(['  echo that writes and syncs', '', ...shown(durable), ratio.toFixed(2)]);
      const who = `${callers} caller${callers > 1 ? 's' : ''}`;
      const against = durable ? 'the echo that syncs' : 'the echo';
      goals.push({
        name: `${race.name}, ${who}: at least ${race.least.toFixed(2)} of ${against}`,
        met: ratio >= race.least,
        figure: ratio.toFixed(2),
      });
    }
  }
  print(table(rows));
  for (const one of [cloud, echo, synced]) await one.end();
  return goals;
}
