/** Races in short rounds, each server in turn. */
import { aim, type Call } from './cloud/races';
import { median, ms, percentile, rate } from './figures';

export interface Round {
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

/** What is called, and how often in a round. */
export interface Raced {
  call: Call;
  count: number;
}

/** Rounds of one race on each server, in turn. */
export async function interleave(
  race: Raced,
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

export function shown(rounds: readonly Round[]): string[] {
  const all = rounds.flatMap((one) => one.latencies);
  return [
    rate(median(rounds.map((one) => one.perSecond))),
    ms(median(all)),
    ms(percentile(all, 0.95)),
  ];
}

export function ratioOf(cloud: readonly Round[], floor: readonly Round[]): number {
  return median(cloud.map((one, i) => one.perSecond / floor[i]!.perSecond));
}
