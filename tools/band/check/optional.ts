/** Reads that a band need not answer. */

import type { Fate, Fates } from '../../../miniprogram/bands/virtual/faults';
import type { Characteristic } from '../../../miniprogram/ble/link';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { type Clause, type Complaint, judge, limit, words } from './clauses';
import { anew, invented, missingOf, resumed, undisturbed, unlike, type Week } from './week';

/** Every read fails for good, or is never answered, one characteristic at a time. */
export const optionalReads: Clause = async (kit, virtual) => {
  const week = await undisturbed(kit, virtual);
  const { run } = await anew(week).once();
  const serial = run?.identity.serial ?? '';
  const { at: needed = [], why = '' } = kit.needed ?? {};
  const read: Characteristic[] = [];
  for (const { operation, at } of week.stage.frames) {
    if (operation !== 'read' || read.some((one) => sameCharacteristic(one, at))) continue;
    read.push(at);
  }
  const optional = read.filter((at) => !needed.some((one) => sameCharacteristic(one, at)));
  const but = needed.length > 0 ? `needed: ${needed.map(short).join(' ')}, ${why}` : '';
  if (optional.length === 0) return limit('optional-reads', but || 'nothing is read');
  const complaints: Complaint[] = [];
  for (const at of optional) {
    for (const fate of ['refuse', 'lose'] as const) {
      const wrong = await without({ ...week, serial }, at, fate);
      if (wrong) complaints.push({ where: `${short(at)} ${NAMES[fate]}`, wrong });
    }
  }
  const names = optional.map(short).join(' ');
  return judge('optional-reads', complaints, `${names} refused and silent${but && `; ${but}`}`);
};

const NAMES = { lose: 'silent', refuse: 'refused' } as const;

const short = ({ characteristic }: Characteristic) => characteristic.slice(4, 8);

/** A log-in and a sync in which this read fails, then one in peace: what is wrong, or null. */
async function without(
  week: Week & { serial: string },
  at: Characteristic,
  fate: Fate,
): Promise<string | null> {
  const fates: Fates = (frame) =>
    frame.operation === 'read' && sameCharacteristic(frame.at, at) ? fate : 'deliver';
  const added = await anew(week).once({ fates, context: { looking: true } });
  if (!added.run) return `adding it: ${words(added.error)}`;
  const { serial } = week;
  const stage = anew(week);
  const context = { expectedSerial: serial, sure: true };
  for (let round = week.virtual.pairsApart ? 2 : 1; round > 0; round--) {
    const { run, error } = await stage.once({ fates, context });
    if (!run) return words(error);
    if (run.identity.serial !== serial) return 'it is taken for another band';
  }
  const wrong = invented(stage.kept, week);
  if (wrong) return wrong;
  // What was asked for may be missing until it is answered: the day's total, never the history.
  const missing = missingOf(stage.kept, week).find((name) => !name.startsWith('day'));
  if (missing) return `${missing} is missing`;
  return (await resumed(week, stage)) ?? unlike(stage.kept, week);
}
