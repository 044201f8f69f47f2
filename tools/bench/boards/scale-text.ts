/** docs/SCALE.md, as text: what was measured, multiplied. */
import type { Action } from '../../../miniprogram/contract/api';
import { OPERATIONS } from '../../../miniprogram/contract/operations';
import { rate } from '../figures';

/** A call of a person's day. */
export interface Call {
  action: Action;
  /** What is special about it. */
  what?: 'with the rest of yesterday';
  /** How often they make it in a day. */
  times: number;
  operations: number;
}

/** What one was measured to take. */
export interface Measured extends Call {
  /** Bytes to the phone, and between function and database both ways. */
  reply: number;
  database: number;
}

const call = (action: Action, times: number): Call => ({
  action,
  times,
  operations: OPERATIONS[action],
});
const UPLOAD = call('activity.upload', 1);

/** Two sessions of three calls, and a look at the other boards. */
export const A_DAY: readonly Call[] = [
  call('account.enter', 2),
  // A further day is one write more.
  { ...UPLOAD, what: 'with the rest of yesterday', operations: UPLOAD.operations + 1 },
  UPLOAD,
  call('board.friends', 2),
  call('board.group', 1),
  call('board.world', 1),
  call('cheer.send', 1),
];

export const titleOf = ({ action, what }: Pick<Call, 'action' | 'what'>): string =>
  what ? `\`${action}\` ${what}` : `\`${action}\``;

/** Call packs of CloudBase a month, functions and database alike: dated below. */
const PACKS = [
  { calls: 10e6, yuan: 400 },
  { calls: 50e6, yuan: 1500 },
  { calls: 100e6, yuan: 2500 },
];
const PRICES_SEEN = 'November 2026, from documentation of 2025 and 2026, not from a bill';

/** The evening's peak against the mean of a day. */
const PEAK = 6;
/** What an environment allows a second unless more is asked for. */
const QPS = 500;

const SIZES = [10_000, 1_000_000, 10_000_000];

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
/** A number of people of which more than two digits would be a claim. */
const about = (people: number) => rate(Number(people.toPrecision(2)));
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** What a number of calls costs a month, in the packs that fit best. */
export function yuanFor(calls: number): number {
  const each = PACKS.map((pack) => Math.ceil(calls / pack.calls) * pack.yuan);
  return Math.min(...each);
}

function perPerson(measured: readonly Measured[]) {
  const sums = { calls: 0, operations: 0, reply: 0, database: 0 };
  for (const { times, operations, reply, database } of measured) {
    sums.calls += times;
    sums.operations += times * operations;
    sums.reply += times * reply;
    sums.database += times * database;
  }
  return sums;
}

export function scaleText(measured: readonly Measured[]): string {
  const one = perPerson(measured);
  const actions = measured.map((one) =>
    row([titleOf(one), `${one.times}`, `${one.operations}`, kb(one.reply), kb(one.database)]),
  );
  const sizes = SIZES.map((people) => {
    const [calls, operations] = [people * one.calls, people * one.operations];
    const mean = calls / 86_400;
    return row([
      rate(people),
      `${(calls / 1e6).toFixed(2)} M`,
      `${(operations / 1e6).toFixed(2)} M`,
      `${((people * one.reply) / 1e9).toFixed(1)} GB`,
      `${mean.toFixed(1)} / ${(mean * PEAK).toFixed(0)}`,
      `${rate((operations / 86_400) * PEAK)}`,
      `${rate(yuanFor((calls + operations) * 30))}`,
    ]);
  });
  return `# Scale

Made by \`npm run bench -- boards scale\` from calls of the deployed bundle through the real SDK; edit
\`tools/bench/boards/scale-text.ts\`, not this page. Operations are those of \`contract/operations\`, which
tests hold every action to.

## A person's day

Two sessions of three calls (open, sync, friends), one page of a group, one look at everybody, one cheer.
Bytes are of a large life: 199 friends, a group of 500, everybody's board of 33 334 people.

| action | a day | operations | to the phone | function ⇄ database |
| --- | ---: | ---: | ---: | ---: |
${actions.join('\n')}
| **together** | **${one.calls}** | **${one.operations}** | **${kb(one.reply)}** | **${kb(one.database)}** |

## Many people's day

| people a day | calls | operations | to phones | calls a second, mean / peak | operations a second, peak | RMB a month |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${sizes.join('\n')}

The peak is ${PEAK} times the mean. RMB are for calls and operations at the price of call packs
(${PACKS.map(({ calls, yuan }) => `${rate(calls / 1e6)} M for ${yuan}`).join(', ')} RMB a month); prices as of
${PRICES_SEEN}.
Storage, traffic and the resource points of a plan come on top, and whether an
operation inside a function is billed like a call must be read off the first month's bill.

## Where it breaks first, and what moves then

| at about | what breaks | what is moved, to what exists |
| --- | --- | --- |
| ${about((QPS / PEAK / one.calls) * 86_400)} people a day | ${QPS} calls a second of an environment (−501003, −501004): the app says "again in a moment", nothing is lost | more QPS by ticket or a larger plan; then provisioned concurrency for \`api\`, which also takes cold starts out of the evening |
| ${about((1000 / PEAK / one.operations) * 86_400 * 10)} people a day | 10 000 database operations a second at the peak, assumed here of one document database, to be measured on the real one | \`days\` by month into an environment of their own (SDK: \`cloud.init({ env })\`), then TencentDB for MongoDB in a VPC |
| any size | one hot document: there is none. No counter is shared by more than a group of 500 people | if one is ever needed: 16 to 64 shards, summed by the timer |
| any size | everybody's board is not it: the timer reads 100 000 people however many there are, in ${SAMPLE_OPERATIONS} operations every ten minutes | nothing; with an exact place promised to everybody, TencentDB for Redis (one sorted set a day, 1.3 GB for 10 M people), the database staying the truth |
| many erasures and exports | the timer's 40 seconds every ten minutes | a trigger every minute, then a function of its own per job: leases allow both |
`;
}

/** Two queries a page of a thousand, the top, and the writing. */
const SAMPLE_OPERATIONS = 2 * 100 + 4;
