/** Races through the unmodified wx-server-sdk: the cloud against HTTP echoes, interleaved. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Goal, table } from '../figures';
import { interleave, ratioOf, shown } from '../rounds';
import { type Child, child } from './children';
import { QUERY } from './data';
import { fill, loadSdk, type Race, races } from './races';

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
