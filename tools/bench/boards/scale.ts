/** Measures what each call of a day takes, and writes docs/SCALE.md from it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../build/files';
import { buildFunctions } from '../../build/functions';
import { startCloud } from '../../cloud/index';
import { aim } from '../cloud/races';
import type { Goal } from '../figures';
import { type Ask, loadApi, standAt } from './api';
import { CHAT, othersOf, uidOf, writePopulation } from './population';
import { type Noted, startRecorder } from './recorder';
import { A_DAY, type Call, type Measured, scaleText, titleOf } from './scale-text';

const NOW = Date.UTC(2026, 10, 22, 4) / 1000;

/** A band's day so far, from seven in the morning. */
const walked = (day: number, count: number) => ({
  day,
  slots: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      28 + i,
      { steps: 300 + i, metres: 220 + i, kcal: 12 },
    ]),
  ),
});

/** Makes a call of a person's day: friends 199, a group of 500, everybody of 33,334. */
function make({ action, what }: Call, ask: Ask, day: number, band: string): Promise<unknown> {
  switch (action) {
    case 'activity.upload':
      return ask(action, {
        band,
        days: what ? [walked(day - 1, 30), walked(day, 10)] : [walked(day, 20)],
      });
    case 'board.friends':
    case 'board.world':
      return ask(action, { day });
    case 'board.group':
      return ask(action, { group: CHAT, day });
    case 'cheer.send':
      return ask(action, { to: uidOf(othersOf(1)[0]!), day });
    default:
      return ask('account.enter', {});
  }
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
  const goals: Goal[] = [];
  for (const one of A_DAY) {
    recorder.take();
    const reply = Buffer.byteLength(JSON.stringify(await make(one, ask, today, band.id)));
    const noted = recorder.take().filter(({ action }) => action.startsWith('database.'));
    measured.push({ ...one, reply, database: sum(noted) });
    goals.push({
      name: `${titleOf(one)} takes the operations of the contract`,
      met: noted.length === one.operations,
      figure: `${noted.length}`,
    });
  }
  goOn();
  recorder.close();
  await cloud.close();
  const text = scaleText(measured);
  writeFileSync(join(ROOT, 'docs/SCALE.md'), text);
  print('docs/SCALE.md written');
  return goals;
}

const sum = (noted: readonly Noted[]) => noted.reduce((all, { bytes }) => all + bytes, 0);
