/** Measures what each call of a day takes, and writes docs/SCALE.md from it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../../../miniprogram/contract/api';
import { OPERATIONS } from '../../../miniprogram/contract/operations';
import { ROOT } from '../../build/files';
import { buildFunctions } from '../../build/functions';
import { startCloud } from '../../cloud/index';
import { aim } from '../cloud/races';
import type { Goal } from '../figures';
import { type Ask, loadApi, standAt } from './api';
import { CHAT, othersOf, uidOf, writePopulation } from './population';
import { type Noted, startRecorder } from './recorder';
import { type Measured, scaleText } from './scale-text';

const NOW = Date.UTC(2026, 10, 22, 4) / 1000;

/** The calls of a person's day: friends 199, a group of 500, everybody of 33,334. */
function callsOf(
  ask: Ask,
  today: number,
  band: string,
): Partial<Record<Action, () => Promise<unknown>>> {
  const slots = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [28 + i, { steps: 300 + i }]),
  );
  const days = [today - 1, today].map((day) => ({ day, slots }));
  return {
    'account.enter': () => ask('account.enter', {}),
    'activity.upload': () => ask('activity.upload', { band, days }),
    'board.friends': () => ask('board.friends', { day: today }),
    'board.group': () => ask('board.group', { group: CHAT, day: today }),
    'board.world': () => ask('board.world', { day: today }),
    'cheer.send': () => ask('cheer.send', { to: uidOf(othersOf(1)[0]!), day: today }),
  };
}

export async function writeScale(folder: string, print: (text: string) => void): Promise<Goal[]> {
  const data = join(folder, 'scale');
  const functions = join(folder, 'scale-functions');
  mkdirSync(data);
  await buildFunctions(functions);
  const { today } = writePopulation(data, NOW, 2);
  const indexes = join(ROOT, 'cloudfunctions/indexes.json');
  const cloud = await startCloud({ functions, data, indexes, clock: () => NOW * 1000 });
  const recorder = await startRecorder(cloud.url);
  await cloud.fire('timer');
  const goOn = standAt(NOW);
  const ask = loadApi(functions);
  aim(recorder.url);
  const what = { model: 'am3', protocol: 'ihealth', serial: 'SCALE', virtual: false };
  const { band } = await ask('band.bind', what);
  // The hour's meters are there: what is measured is not the first of the day.
  await ask('activity.upload', {
    band: band.id,
    days: [{ day: today, slots: { 20: { steps: 9 } } }],
  });
  const measured: Measured[] = [];
  for (const [action, call] of Object.entries(callsOf(ask, today, band.id))) {
    recorder.take();
    const reply = Buffer.byteLength(JSON.stringify(await call()));
    const noted = recorder.take().filter(({ action: kind }) => kind.startsWith('database.'));
    measured.push({
      action: action as Action,
      operations: noted.length,
      reply,
      database: sum(noted),
    });
  }
  goOn();
  recorder.close();
  await cloud.close();
  const text = scaleText(measured);
  writeFileSync(join(ROOT, 'docs/SCALE.md'), text);
  print('docs/SCALE.md written');
  return measured.map(({ action, operations }) => ({
    name: `${action} takes the operations of the contract`,
    met: operations === OPERATIONS[action],
    figure: `${operations}`,
  }));
}

const sum = (noted: readonly Noted[]) => noted.reduce((all, { bytes }) => all + bytes, 0);
