/** Links that drop, values that get lost, confirmations that never come, bands that are away. */
import { cutAt, type Fate, type Fates } from '../../../miniprogram/bands/virtual/faults';
import { type Clause, type Complaint, judge } from './clauses';
import {
  anew,
  atEach,
  confirmed,
  framesLike,
  framesOf,
  resumed,
  stepsOf,
  troubled,
  undisturbed,
  unlike,
} from './week';

const TEN_MINUTES_MS = 600_000;

export const cuts: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const frames = framesOf(week, choose);
  const complaints = [
    ...(await atEach(week, frames, (index) => cutAt(index, 'cut'))),
    ...(await atEach(week, framesOf(week, choose), (index) => cutAt(index, 'deliver-cut'))),
  ];
  const seen = `before and after each of ${frames.length} frames`;
  return judge('cuts', complaints, `the link dropped ${seen}, then resumed: as if it had not`);
};

const only =
  (at: number, fate: Fate): Fates =>
  ({ index }) =>
    index === at ? fate : 'deliver';

export const losses: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const frames = framesLike(week, (frame) => !confirmed(week, frame), choose);
  const complaints = await atEach(week, frames, (index) => only(index, 'lose'));
  for (const phase of [3, 11, 14]) {
    const often: Fates = (frame) =>
      frame.index % 17 === phase && !confirmed(week, frame) ? 'lose' : 'deliver';
    const stage = anew(week);
    await troubled(week, stage, { fates: often });
    const wrong = (await resumed(week, stage)) ?? unlike(stage.kept, week);
    if (wrong) complaints.push({ where: `every 17th (${phase})`, wrong });
  }
  return judge(
    'losses',
    complaints,
    `${frames.length} frames lost, one by one, and one in seventeen`,
  );
};

export const callbacks: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const writes = framesLike(week, ({ operation }) => operation === 'write', choose);
  const complaints = [
    ...(await atEach(week, writes, (index) => only(index, 'no-callback'))),
    ...(await atEach(week, writes, (index) => only(index, 'duplicate'))),
  ];
  const stage = anew(week);
  await troubled(week, stage, {
    fates: ({ operation }) => (operation === 'write' ? 'no-callback' : 'deliver'),
  });
  const wrong = (await resumed(week, stage)) ?? unlike(stage.kept, week);
  if (wrong) complaints.push({ where: 'no write at all', wrong });
  return judge(
    'callbacks',
    complaints,
    `${writes.length} writes never confirmed, or written twice, one and all`,
  );
};

/** A band with an empty battery: the link drops, a sync finds nobody, then it is back. */
export const battery: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const complaints: Complaint[] = [];
  const steps = stepsOf(week, choose);
  for (const dies of steps) {
    const stage = anew(week);
    const { deviceId } = stage.band;
    let seen = 0;
    await troubled(week, stage, {
      step: () => {
        if (seen++ === dies) stage.radio.setInRange(deviceId, false);
      },
    });
    const { error } = await stage.once();
    if (!error) complaints.push({ where: `step ${dies}`, wrong: 'a sync without a band' });
    await stage.clock.advance(TEN_MINUTES_MS);
    stage.radio.setInRange(deviceId, true);
    const wrong = (await resumed(week, stage)) ?? unlike(stage.kept, week);
    if (wrong) complaints.push({ where: `step ${dies}`, wrong, frames: stage.frames });
  }
  return judge(
    'battery',
    complaints,
    `gone at each of ${steps.length} steps, back ten minutes later`,
  );
};
