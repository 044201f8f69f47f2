/**
 * Decoding a week: our codecs against plain walks, and against peers. Whoever races ends with the
 * same list of pieces, which is looked at before the race. Each encoding has a process of its own.
 */
import { type Goal, median, ms, table } from '../figures';
import { bundle, told } from './bundled';
import { OURS } from './encodings/encoding';
import { ENCODINGS } from './encodings/index';
import { type Pace, type Rounds, ratio } from './race';
import type { Raced } from './racer';

type Print = (text: string) => void;

/** What the figures compare; printed with them. */
const SIDES = [
  'A process for each encoding; processor time; ratios by round. All begin with whole frames and end',
  'with one list of {start, seconds, steps, metres, kcal, heartRate}, equal piece by piece. Clock',
  'correction and the cursor are in no figure, reassembly only in those of Lifesense A5 and iHealth,',
  'whose checksum or records lie across frames.',
  'floor: checks the checksum, or the header where there is none; trusts lengths and numbers; makes',
  'the pieces straight from the bytes. ours: the codecs as the drivers call them, which check every',
  'length, date and range.',
  'peers: header check and pieces as the floor, the message by the library; static code is what pbjs',
  'writes, kept by hand. AES: each with its own cipher; "+ the walk" is the floor behind it.',
  'FEA1, InfiniTime, 2B40 and 2A37 have no history: a value every ten steps, read one by one. Their',
  'floor is little more than the piece, so it is no goal. Lifesense A2 tells a day in one value:',
  'nothing to race.',
].join('\n');
/** Without JIT there is little to warm up. */
const NO_JIT: Pace = { warm: 1, rounds: 3, roundMs: 30 };
/** Milliseconds a week may take. */
const MOST = { jit: 5, noJit: 60 };
const WIDTHS = [50, 8, 10, 10, 9];

/** All encodings against floor and peers. */
export async function raceDecode(print: Print): Promise<Goal[]> {
  const goals: Goal[] = [];
  const file = await bundle('racer');
  print(table([['encoding (a week)', 'MB/s', 'values/s', 'ms a week', 'of floor']], WIDTHS));
  for (const name of Object.keys(ENCODINGS)) {
    const raced = await told<Raced>(file, [name], ['--expose-gc']);
    const [[, floor]] = raced.figures as [[string, Rounds]];
    const rows = raced.figures.map(([who, rounds]) => {
      const spent = median(rounds);
      return [
        `  ${who}`,
        (raced.bytes / spent / 1000).toFixed(1),
        `${Math.round(raced.values / spent)} k`,
        ms(spent),
        ratio(floor, rounds).toFixed(2),
      ];
    });
    print(table([[`${name}: ${raced.values} values, ${raced.bytes} bytes`], ...rows], WIDTHS));
    goals.push(...goalsOf(name, raced));
  }
  print(`\n${SIDES}`);
  return goals;
}

function goalsOf(name: string, { goals, figures }: Raced): Goal[] {
  const rounds = new Map(figures);
  const ours = rounds.get(OURS)!;
  const ratios = goals.map(({ of, least }) => {
    const figure = ratio(rounds.get(of)!, ours);
    return {
      name: `${name}: at least ${least} of ${of}`,
      met: figure >= least,
      figure: figure.toFixed(2),
    };
  });
  return [...ratios, weekGoal(`${name}: a week`, ours, MOST.jit)];
}

function weekGoal(name: string, ours: Rounds, most: number): Goal {
  const spent = median(ours);
  return { name: `${name} in at most ${most} ms`, met: spent <= most, figure: ms(spent) };
}

/** The same in V8's interpreter: nearest to apps that may not compile while they run. */
export async function raceNoJit(print: Print): Promise<Goal[]> {
  const goals: Goal[] = [];
  const file = await bundle('racer');
  print(table([['ms a week, node --jitless', 'floor', 'ours', 'of floor']], WIDTHS));
  for (const name of Object.keys(ENCODINGS)) {
    const flags = ['--jitless', '--no-expose-wasm', '--expose-gc'];
    const { figures } = await told<Raced>(file, [name, JSON.stringify(NO_JIT)], flags);
    const ours = new Map(figures).get(OURS)!;
    const [[, floor]] = figures as [[string, Rounds]];
    const cells = [ms(median(floor)), ms(median(ours)), ratio(floor, ours).toFixed(2)];
    print(table([[`  ${name}`, ...cells]], WIDTHS));
    goals.push(weekGoal(`${name} without JIT: a week`, ours, MOST.noJit));
  }
  return goals;
}
