/** Values that come twice, in the wrong order, or damaged. */

import type { BandKit, KitFrame } from '../../../miniprogram/bands/kit';
import { duplicateValues, type Fates } from '../../../miniprogram/bands/virtual/faults';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { equalBytes } from '../../../miniprogram/lib/bytes';
import { type Clause, type Complaint, judge, limit, words } from './clauses';
import {
  anew,
  atEach,
  confirmed,
  framesLike,
  invented,
  missingOf,
  resumed,
  troubled,
  undisturbed,
  unlike,
  type Week,
} from './week';

export const duplicates: Clause = async (kit, virtual) => {
  const week = await undisturbed(kit, virtual);
  const stage = anew(week);
  const error = await troubled(week, stage, { fates: duplicateValues });
  const wrong = error ? words(error) : unlike(stage.kept, week);
  const complaints = wrong ? [wrong] : stage.kept.faults.map(({ reason }) => `fault ${reason}`);
  return judge('duplicates', complaints, 'every value twice changes nothing');
};

const isValue = ({ operation }: KitFrame) => operation === 'value';

export const swaps: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const frames = framesLike(week, (frame) => isValue(frame) && !confirmed(week, frame), choose);
  if (frames.length === 0) return limit('swaps', 'every value is confirmed before the next comes');
  const complaints = await atEach(
    week,
    frames,
    (at) =>
      ({ index }) =>
        index === at ? 'swap' : 'deliver',
  );
  return judge('swaps', complaints, `${frames.length} values, one by one, after their follower`);
};

/** What is wrong after such a sync, and after the next one in peace; or null. */
async function damaged(week: Week, fates: Fates): Promise<string | null> {
  const stage = anew(week);
  const error = await troubled(week, stage, { fates });
  const wrong = invented(stage.kept, week);
  const [missing] = missingOf(stage.kept, week);
  const told = error !== null || stage.kept.faults.length > 0;
  const later = (await resumed(week, stage)) ?? unlike(stage.kept, week);
  return wrong ?? later ?? (told || !missing ? null : `${missing} is missing, and nothing is told`);
}

type Damage = (value: Uint8Array, index: number) => Uint8Array;

/** Each of these values damaged once, and whenever the band says it in that sync. */
async function damage(week: Week, frames: readonly number[], how: Damage): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  for (const index of frames) {
    const said = week.stage.frames[index]!;
    const value = how(said.value, index);
    const once: Fates = (frame) => (frame.index === index ? { value } : 'deliver');
    const always: Fates = (frame) => (same(frame, said) ? { value } : 'deliver');
    const one = await damaged(week, once);
    const all = one ?? (await damaged(week, always));
    const where = `frame ${index}, ${one ? 'once' : 'whenever said'}`;
    if (all) complaints.push({ where, wrong: all, frames: week.stage.frames.slice(0, index + 1) });
  }
  return complaints;
}

const same = (a: KitFrame, b: KitFrame) =>
  a.operation === b.operation && sameCharacteristic(a.at, b.at) && equalBytes(a.value, b.value);

/** Whether a wrong bit in a value does not show. */
export const blind = ({ unchecked }: BandKit, frame: KitFrame): boolean =>
  unchecked?.is(frame) ?? false;

export const flips: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const seen = (frame: KitFrame) => !blind(kit, frame);
  const values = framesLike(week, (frame) => isValue(frame) && seen(frame), choose);
  const isWrite = (frame: KitFrame) => frame.operation === 'write' && seen(frame);
  const writes = framesLike(week, isWrite, choose);
  if (values.length + writes.length === 0) return limit('flips', 'no frame has a checksum');
  const flip: Damage = (value, index) => {
    const bit = (index * 13) % Math.max(1, value.length * 8);
    return value.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
  };
  const heard = await atEach(
    week,
    writes,
    (at) =>
      ({ index, value }) =>
        index === at ? { value: flip(value, at) } : 'deliver',
  );
  const said = await damage(week, values, flip);
  const which = `a wrong bit in ${values.length} values and ${writes.length} writes`;
  const not = kit.unchecked ? `; not all: ${kit.unchecked.why}` : ': told, and read again';
  return judge('flips', [...said, ...heard], which + not);
};

export const shortened: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const values = framesLike(week, isValue, choose);
  if (values.length === 0) return limit('shortened', 'the band sends nothing by itself');
  const complaints = await damage(week, values, (value) => value.slice(0, value.length >> 1));
  return judge('shortened', complaints, `half of ${values.length} values, one by one: read again`);
};
