/** `npm run bench -- cloud`: the local cloud against the SDK's own ceiling and its goals. */
import { startCloud } from '../../cloud/index';
import { type Goal, median } from '../figures';
import { inParts } from '../parts';
import { raceSdk } from './sdk';
import { raceMillion, raceWrites } from './store';

async function raceStart(folder: string): Promise<Goal[]> {
  const figures: number[] = [];
  for (let i = 0; i < 10; i++) {
    const start = performance.now();
    const cloud = await startCloud({ functions: folder });
    figures.push(performance.now() - start);
    await cloud.close();
  }
  const figure = median(figures);
  return [
    { name: 'start in less than 300 ms', met: figure < 300, figure: `${figure.toFixed(0)} ms` },
  ];
}

export const bench = inParts({
  start: raceStart,
  sdk: raceSdk,
  million: raceMillion,
  writes: raceWrites,
});
