/**
 * Decoding a week: our codecs against plain walks, and against peers. Whoever races ends with the
 * same list of pieces, which is looked at before the race.
 */
import { deepStrictEqual } from 'node:assert';
import { plain } from '../../../miniprogram/bands/kit';
import { streams } from '../../band/check/codec';
import { allKits } from '../../band/kits';
import { scene } from '../../band/scene';
import { type Goal, ms, table } from '../figures';
import { encodings, OURS } from './encodings';
import { load } from './load';
import { race } from './race';
import { WEEK } from './weeks';

/** What the figures compare; printed with them. */
const SIDES = [
  'All begin with whole frames and end with one list of {start, seconds, steps, metres, kcal,',
  'heartRate}, equal piece by piece. Reassembly, clock correction and the cursor are in no figure.',
  'floor: checks the checksum, or the header where there is none; trusts lengths and numbers; makes',
  'the pieces straight from the bytes. ours: the codecs as the drivers call them, which check every',
  'length, date and range and make records of their own; the pieces are made of those.',
  'peers: header check and pieces as the floor, the message by the library. AES: each with its own',
  'cipher; "+ the walk" is the floor behind it. Ours makes two objects a minute there, the record',
  'and its piece, where the walk makes one: memory, so the ratio falls on a busy machine. One object',
  "would tie the codec to the app's time and units, which the band does not know.",
].join('\n');
/** All encodings with a floor, then every protocol's own explanation of a week's dialogue. */
export async function raceDecode(print: (text: string) => void): Promise<Goal[]> {
  const goals: Goal[] = [];
  const rows = [['encoding (a week)', 'MB/s', 'values/s', 'ms a week', 'of floor']];
  for (const { name, bytes, values, contestants, goals: wanted } of await encodings()) {
    const expected = contestants[0]!.run();
    for (const { run } of contestants) deepStrictEqual(run(), expected, name);
    const figures = race(contestants);
    const floor = figures.get(contestants[0]!.name)!;
    rows.push([`${name}: ${values} values, ${bytes} bytes`]);
    for (const { name: who } of contestants) {
      const spent = figures.get(who)!;
      rows.push([
        `  ${who}`,
        (bytes / spent / 1000).toFixed(1),
        `${Math.round(values / spent)} k`,
        ms(spent),
        (floor / spent).toFixed(2),
      ]);
    }
    const ours = figures.get(OURS)!;
    for (const { of, least } of wanted) {
      const ratio = figures.get(of)! / ours;
      goals.push({
        name: `${name}: at least ${least} of ${of}`,
        met: ratio >= least,
        figure: ratio.toFixed(2),
      });
    }
    goals.push({ name: `${name}: a week in at most 5 ms`, met: ours <= 5, figure: ms(ours) });
  }
  print(table(rows));
  print(`\n${SIDES}`);
  print(`\n${table(await explained())}`);
  return goals;
}

/** `decode` of each kit over a whole dialogue: for encodings without a floor. */
async function explained(): Promise<string[][]> {
  const rows = [['explaining a dialogue, both ways', 'values', 'ms a week']];
  for (const kit of await allKits(load)) {
    for (const virtual of kit.virtuals) {
      const stage = scene(kit, virtual, { truth: WEEK, dense: true });
      await stage.once();
      const list = streams(stage.frames);
      const run = () =>
        list.map(({ from, at, values }) =>
          plain(
            kit.decoders
              .find((one) => one.from === from && one.at.characteristic === at.characteristic)
              ?.decode(values),
          ),
        );
      const values = list.reduce((sum, stream) => sum + stream.values.length, 0);
      rows.push([
        `${kit.driver.id}, ${virtual.name}`,
        String(values),
        ms(race([{ name: 'x', run }]).get('x')!),
      ]);
    }
  }
  return rows;
}
