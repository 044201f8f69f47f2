/** R11-7: of a full week in hundreds of frames one in 500 is damaged, and costs itself only. */

import type { BandKit, KitFrame } from '../../../miniprogram/bands/kit';
import type { Fates } from '../../../miniprogram/bands/virtual/faults';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { NOW } from '../../harness/world';
import { type Clause, type Complaint, judge, limit, words } from './clauses';
import { everywhere, spread } from './places';
import { blind } from './values';
import { anew, missingOf, resumed, troubled, undisturbed, unlike, type Week } from './week';

/** Facts that one frame holds at the most: Lifesense puts twelve hours into a message. */
const MOST_IN_A_FRAME = 12;
const EVERY = 500;
const PLACES = 8;

/** One bit wrong; half of the value where no check would show a bit. */
function damaged(kit: BandKit, frame: KitFrame): Uint8Array {
  const { value } = frame;
  if (blind(kit, frame)) return value.slice(0, value.length >> 1);
  const bit = 37 % (value.length * 8);
  return value.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

/** What is wrong after a sync with so many damaged frames from here on, and after one in peace. */
async function damagedFrom(week: Week, first: number, most: number): Promise<Complaint | null> {
  const stage = anew(week);
  let hit = 0;
  const fates: Fates = (frame) => {
    const due = hit < most && frame.index >= first + EVERY * hit;
    if (!due || frame.operation !== 'value') return 'deliver';
    hit++;
    return { value: damaged(week.kit, frame) };
  };
  const error = await troubled(week, stage, { fates });
  const missing = missingOf(stage.kept, week).length;
  const told = stage.kept.faults.length > 0;
  const later = (await resumed(week, stage)) ?? unlike(stage.kept, week);
  const much = missing > MOST_IN_A_FRAME * hit ? `${missing} readings are missing` : null;
  const silent = missing > 0 && !told ? `${missing} missing, and nothing is told` : null;
  const wrong = error ? words(error) : (much ?? silent ?? later);
  const frames = week.stage.frames.slice(0, first + 1);
  return wrong === null ? null : { where: `frame ${first}`, wrong, frames };
}

export const corrupt: Clause = async (kit, virtual, choose = everywhere) => {
  const truth = plausibleWalks({ seed: 7, until: NOW - 700 });
  const week = await undisturbed(kit, virtual, { dense: true, truth });
  const { frames } = week.stage;
  const data = frames.flatMap(({ operation }, index) =>
    operation === 'value' && index > frames.length / 4 ? [index] : [],
  );
  if (data.length === 0) return limit('corrupt', 'the band sends nothing by itself');
  const most = Math.max(1, Math.floor(frames.length / EVERY));
  const complaints: Complaint[] = [];
  for (const first of spread(choose(data), PLACES)) {
    const wrong = await damagedFrom(week, first, most);
    if (wrong) complaints.push(wrong);
  }
  const good = `${most} of ${frames.length} frames damaged: told, read again, nothing else lost`;
  return judge('corrupt', complaints, good);
};
