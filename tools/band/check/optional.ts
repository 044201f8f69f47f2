/** Reads that a band need not answer. */
import type { Characteristic } from '../../../miniprogram/ble/link';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import type { Fate } from '../../../miniprogram/ble/virtual-faults';
import { type Clause, judge, limit, words } from './clauses';
import { anew, invented, missingOf, resumed, undisturbed, unlike, type Week } from './week';

/** Every read fails for good, or is never answered, one characteristic at a time. */
export const optionalReads: Clause = async (kit, virtual) => {
  const week = await undisturbed(kit, virtual);
  const { at: needed = [], why = '' } = kit.needed ?? {};
  const read: Characteristic[] = [];
  for (const { operation, at } of week.stage.frames) {
    if (operation !== 'read' || read.some((one) => sameCharacteristic(one, at))) continue;
    read.push(at);
  }
  const optional = read.filter((at) => !needed.some((one) => sameCharacteristic(one, at)));
  const but = needed.length > 0 ? `needed: ${needed.map(short).join(' ')}, ${why}` : '';
  if (optional.length === 0) return limit('optional-reads', but || 'nothing is read');
  const complaints: string[] = [];
  for (const at of optional) {
    for (const fate of ['refuse', 'lose'] as const) {
      const wrong = await without(week, at, fate);
      if (wrong)
        complaints.push(`${short(at)} ${fate === 'lose' ? 'silent' : 'refused'}: ${wrong}`);
    }
  }
  const names = optional.map(short).join(' ');
  return judge('optional-reads', complaints, `${names} refused and silent${but && `; ${but}`}`);
};

const short = ({ characteristic }: Characteristic) => characteristic.slice(4, 8);

/** A sync in which this read fails, then one in peace: what is wrong, or null. */
async function without(week: Week, at: Characteristic, fate: Fate): Promise<string | null> {
  const stage = anew(week);
  const first = await stage.once();
  if (!first.run) return words(first.error);
  const { serial } = first.run.identity;
  const known = { expectedSerial: serial, sure: true };
  for (const context of [{ expectedSerial: null }, known]) {
    stage.kept.cursor = null;
    const { run, error } = await stage.once({
      context: { ...context, cursor: null },
      fates: (frame) =>
        frame.operation === 'read' && sameCharacteristic(frame.at, at) ? fate : 'deliver',
    });
    if (!run) return words(error);
    if (context === known && run.identity.serial !== serial) return 'it is taken for another band';
    const wrong = invented(stage.kept, week);
    if (wrong) return wrong;
  }
  const days = missingOf(stage.kept, week).filter((name) => !name.startsWith('day'));
  if (days.length > 0) return `${days[0]} is missing`;
  return (await resumed(week, stage)) ?? unlike(stage.kept, week);
}
