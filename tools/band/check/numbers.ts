/** Numbers that are none, totals that begin at other times than days, nights and times told anew. */
import { isDeepStrictEqual } from 'node:util';
import type { KitVirtual } from '../../../miniprogram/bands/kit';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { dayOf } from '../../../miniprogram/contract/activity';
import { toHex } from '../../../miniprogram/lib/bytes';
import { leanWeek, type Once, type Scene, scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { type Clause, judge, miss, words } from './clauses';
import { difference, totalOf } from './truth';
import { troubled } from './week';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const seconds = ({ clock }: Scene): number => Math.floor(clock.now() / 1000);

/** Whole syncs; rejects with what ended one. */
async function read(virtual: KitVirtual, stage: Scene, how: Once = {}): Promise<void> {
  const error = await troubled({ virtual }, stage, how);
  if (error) throw error;
}

/** What a band says where it has no value counts as nothing, and ends no sync. */
export const sentinels: Clause = async (kit, virtual) => {
  const blank = scene(kit, virtual, { blank: true });
  const said = saidBy(blank);
  if (virtual.pairsApart) await blank.once();
  const { run, error } = await blank.once();
  if (!run) return miss('sentinels', words(error));
  const usual = scene(kit, virtual);
  const saidUsually = saidBy(usual);
  await read(virtual, usual);
  if (said.join() === saidUsually.join()) {
    return miss('sentinels', 'the virtual band says the same with and without `blank`');
  }
  const complaints: string[] = [];
  const wrong = difference(virtual, blank.kept, leanWeek());
  if (wrong) complaints.push(wrong);
  if (run.battery !== null) complaints.push(`an unknown battery is ${run.battery} per cent`);
  if (blank.kept.faults[0]) complaints.push(`fault ${blank.kept.faults[0].reason}`);
  return judge('sentinels', complaints, 'erased flash, an unknown battery: no value, and no error');
};

/** Everything a band says from now on, in hex. */
function saidBy({ band }: Scene): string[] {
  const said: string[] = [];
  const reads = band.onRead.bind(band);
  band.onRead = (at) => {
    const value = reads(at);
    said.push(toHex(value));
    return value;
  };
  const connects = band.onConnect.bind(band);
  band.onConnect = (central) =>
    connects({
      get payload() {
        return central.payload;
      },
      disconnect: () => central.disconnect(),
      send(at, value) {
        said.push(toHex(value));
        return central.send(at, value);
      },
    });
  return said;
}

const totalOn = ({ kept }: Scene, day: number): number =>
  kept.summary().days.find((one) => one.day === day)?.steps ?? 0;

/** A battery runs flat in the middle of the day, twice: what was counted before stays. */
export const restartedTotal: Clause = async (kit, virtual) => {
  const stage = scene(kit, virtual, { truth: [] });
  const { band, clock } = stage;
  if (!band.restart) return miss('restarted-total', 'the virtual band has no `restart`');
  let walked = 0;
  for (const steps of [1000, 250, 40]) {
    if (walked > 0) band.restart();
    band.addSteps(steps);
    walked += steps;
    await clock.advance(10 * MINUTE * 1000);
    await read(virtual, stage);
    await clock.advance(10 * MINUTE * 1000);
  }
  const told = totalOn(stage, dayOf(NOW));
  const complaints = told === walked ? [] : [`${told} steps instead of ${walked}`];
  return judge('restarted-total', complaints, 'a total that begins anew twice a day: the sum');
};

/** A total that is yesterday's until the morning. */
export const unresetTotal: Clause = async (kit, virtual) => {
  const stage = scene(kit, virtual, { truth: [] });
  const { band, clock } = stage;
  const { faults } = band;
  if (!band.restart || faults?.lingers === undefined) {
    return miss('unreset-total', 'the virtual band has no `restart` or no fault `lingers`');
  }
  const today = dayOf(NOW);
  const until = (at: number) => clock.advance(at * 1000 - clock.now());
  const midnight = NOW - ((NOW + 8 * HOUR) % DAY) + DAY;
  band.addSteps(3660);
  await until(midnight - 10 * MINUTE);
  await read(virtual, stage);
  faults.lingers = true;
  await until(midnight + 6.5 * HOUR);
  await read(virtual, stage);
  faults.lingers = false;
  band.restart();
  await read(virtual, stage);
  band.addSteps(271);
  await until(midnight + 12 * HOUR);
  await read(virtual, stage);
  const complaints: string[] = [];
  const [before, after] = [totalOn(stage, today), totalOn(stage, dayOf(midnight + 1))];
  if (before !== 3660) complaints.push(`${before} steps instead of 3660 on the day before`);
  if (after !== 271) complaints.push(`${after} steps instead of 271 on the day after`);
  return judge('unreset-total', complaints, 'a total that begins anew in the morning: of its day');
};

/** A night that is told anew, begun and ended an hour later, takes the place of the first account. */
export const retoldNight: Clause = async (kit, virtual) => {
  const told = scene(kit, virtual, { truth: [], sleep: true });
  const once = scene(kit, virtual, { truth: [], sleep: true });
  if (!told.band.retellNight || !once.band.retellNight) {
    return miss('retold-night', 'the virtual band has no `retellNight`');
  }
  await read(virtual, told);
  const first = told.kept.summary().sleep;
  told.band.retellNight();
  await read(virtual, told);
  once.band.retellNight();
  await read(virtual, once);
  const complaints: string[] = [];
  const [twice, anew] = [told, once].map(({ kept }) => kept.summary().sleep);
  if (first.length === 0) complaints.push('no night is told');
  else if (isDeepStrictEqual(first, anew)) complaints.push('the night is told as before');
  if (!isDeepStrictEqual(twice, anew)) {
    const asleep = (spans = anew!) =>
      spans.reduce((sum, { stage, seconds: long }) => sum + (stage === 'awake' ? 0 : long), 0);
    complaints.push(`${asleep(twice)} s asleep instead of ${asleep()}`);
  }
  return judge('retold-night', complaints, 'a night told anew replaces what was told of it');
};

/** A phone that was days ahead at one sync, then right: what is walked from then on is read. */
export const futureCursor: Clause = async (kit, virtual) => {
  const complaints: string[] = [];
  for (const days of [1, 5, 400]) {
    const stage = scene(kit, virtual);
    await read(virtual, stage);
    await stage.clock.advance(DAY * 1000);
    const walked: Walk[] = [];
    const walk = async (steps: number) => {
      walked.push({ at: seconds(stage), steps });
      stage.band.addSteps(steps);
      await stage.clock.advance(2 * HOUR * 1000);
    };
    await walk(60);
    const before = totalOf(stage.kept);
    const now = () => seconds(stage) + days * DAY;
    await troubled({ virtual }, stage, { context: { now } });
    // What a phone of a wrong day reads may be dated wrong, and what a band remembers ends somewhere;
    // else it is read later, or told.
    const told = stage.kept.faults.length > 0 || totalOf(stage.kept) >= before + 60;
    if (told || days !== 5 || 'days' in virtual.remembers) walked.pop();
    for (const steps of [0, 70, 80]) {
      if (steps > 0) await walk(steps);
      await read(virtual, stage);
      await stage.clock.advance(DAY * 1000 + HOUR * 1000);
    }
    const lost = walked.find((one) => stepsAt(virtual, stage, one) < one.steps);
    if (lost) complaints.push(`${days} days ahead: ${lost.steps} steps are not read`);
  }
  return judge('future-cursor', complaints, 'a phone 1, 5 and 400 days ahead, then right');
};

/** What was read of the time of a walk: of its piece, or of its day. */
function stepsAt({ remembers }: KitVirtual, stage: Scene, { at }: Walk): number {
  if ('days' in remembers) return totalOn(stage, dayOf(at));
  const { grainSeconds } = remembers;
  const from = at - (at % grainSeconds);
  return stage.kept
    .summary()
    .readings.filter(({ start }) => start >= from && start < from + grainSeconds)
    .reduce((sum, { steps }) => sum + steps, 0);
}

/** The same minutes, told from another second on and with a gap: every step once. */
export const gridShift: Clause = async (kit, virtual) => {
  const from = NOW - (NOW % MINUTE) - 3 * HOUR;
  const truth = Array.from({ length: 160 }, (_, at) => ({ at: from + at * MINUTE, steps: 20 }));
  const stage = scene(kit, virtual, { truth });
  const { band } = stage;
  if (!band.shiftGrid) return miss('grid-shift', 'the virtual band has no `shiftGrid`');
  for (const shift of [37, 0, 12, 0]) {
    band.shiftGrid(shift);
    await read(virtual, stage);
  }
  const told = totalOf(stage.kept);
  const complaints = told === 3200 ? [] : [`${told} steps instead of 3200`];
  return judge('grid-shift', complaints, 'the same minutes on four grids, with gaps: once');
};
