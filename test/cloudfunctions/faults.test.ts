/**
 * Every action and push, failed once at one of every three of its requests in each way a request fails,
 * and asked again until it answers: the same is stored as undisturbed, and the same is answered.
 */
import { describe, expect, test } from '@jest/globals';
import type { Action } from '../../miniprogram/contract/api';
import { OPERATIONS } from '../../miniprogram/contract/operations';
import type { FaultKind } from '../../tools/cloud';
import { AGAIN, oneOf } from '../helpers/seed';
import { AGREEING, NOON } from './backend';
import type { Inside, Request, State } from './inside';
import { BY, inputs, PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
let state: State;
useTown((here) => {
  ({ inside, town, state } = here);
});

/**
 * The ways in which a request can fail. What only reads has no effect that could come before or after,
 * and what is written in a transaction has none before it is committed; conflicts and a busy transaction
 * are in transactions only.
 */
function kindsOf({ action, inTransaction }: Request): FaultKind[] {
  const reads = /get|calculate|start|abort/.test(action);
  const commits = /commit/.test(action);
  if (reads) return inTransaction ? ['lost-answer', 'conflict', 'busy'] : ['lost-answer'];
  if (inTransaction && !commits) return ['timeout-after', 'conflict', 'busy'];
  const effects: FaultKind[] = ['timeout-before', 'timeout-after', 'lost-answer'];
  return inTransaction ? [...effects, 'conflict', 'busy'] : effects;
}

/** One attempt: what was answered, or null when it must be asked again. */
type Attempt = () => Promise<unknown>;

const attempts: Record<string, Attempt> = {
  ...Object.fromEntries(
    (Object.keys(OPERATIONS) as Action[]).map((action): [string, Attempt] => [
      action,
      async () => {
        const input = inputs(town)[action] as never;
        const reply = await inside.reply(PEOPLE[BY[action] ?? 'ann'], action, input);
        if (reply.ok) return reply.data;
        expect(['internal', 'contended', 'name-refused', 'text-unchecked']).toContain(reply.code);
        return null;
      },
    ]),
  ),
  'first consent.set': async () => {
    const reply = await inside.reply('oTown-new', AGREEING.action, AGREEING.input);
    return reply.ok ? reply.data : null;
  },
  'push of a text': pushed({ MsgType: 'text', MsgId: 1, Content: '你好' }),
  'push of an entrance': pushed({ MsgType: 'event', Event: 'user_enter_tempsession' }),
  'push of a cancellation': pushed({
    ...{ MsgType: 'event', Event: 'user_authorization_cancellation' },
    ...{ FromUserName: 'oWeChat', OpenID: PEOPLE.ann },
  }),
};

function pushed(message: Readonly<Record<string, unknown>>): Attempt {
  return async () => {
    const from = { SessionFrom: town.sessionFrom, CreateTime: NOON };
    const answer = await inside.push(PEOPLE.ann, { ...from, ...message });
    return String(answer).startsWith('internal') ? null : answer;
  };
}

const MOST_ATTEMPTS = 4;

/** Asks until it answers, five seconds apart, as phones and WeChat do. */
async function persist(attempt: Attempt): Promise<unknown> {
  for (let count = 0; count < MOST_ATTEMPTS; count++) {
    inside.setTime(NOON + count * 5);
    const answer = await attempt();
    if (answer !== null) return answer;
  }
  throw new Error('no answer after four attempts');
}

/** Fields that another attempt makes anew: turns, random ids, and when it was. */
const ANEW = new Set([
  'code',
  'audit',
  'secret',
  'seat',
  'version',
  'turn',
  'token',
  'ticket',
  'sessionFrom',
  'uid',
  'photoPath',
  'name',
  '_id',
  'id',
]);
const isTime = (key: string, value: unknown) =>
  typeof value === 'number' && /(^|[a-z])(at|At)$|^until$/.test(key) && value >= NOON;

/**
 * An upload that comes again after its answer was lost brings nothing new, and says so (R11-6); it is
 * counted. What went while an answer was lost is in no count.
 */
const NEWS = new Set(['changed', 'newSteps', 'sure', 'uploads', 'counts']);

/** Something stored or answered, without what every attempt makes anew. */
function plain(value: unknown, known: string): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, one) => {
      if (isTime(key, one)) return 'a time';
      // Consents by kind, each with its time.
      if (key === 'since') return Object.keys(one as object).sort();
      if (NEWS.has(key)) return 'news';
      if (!ANEW.has(key) || typeof one !== 'string') return one;
      // As a whole: six digits of a code may stand in some other number.
      return known.includes(JSON.stringify(one)) ? one : 'new';
    }),
  );
}

/**
 * What is stored, comparably. Counts of the hour count attempts. An invitation whose answer was lost
 * waits for nobody and expires, like a code for a desk or a list of a group: how many there are is bounded, not equal.
 */
function stored(now: State, known: string, read: Map<string, string>): unknown {
  const comparable = (text: string): string => {
    const same = read.get(text) ?? JSON.stringify(plain(JSON.parse(text), known));
    read.set(text, same);
    return same;
  };
  const all = [...now].filter(([name]) => name !== 'meters');
  return all.map(([name, docs]) => {
    const kept = [...docs.values()].filter((text) => !ANSWERED.test(text));
    const texts = kept.map(comparable);
    return [name, (EXPIRES.has(name) ? [...new Set(texts)] : texts).sort()];
  });
}

const EXPIRES = new Set(['invites', 'groupDays', 'agentCodes']);

/**
 * An answer is sent at most once: one whose first try ended before it was sent stands there as not
 * sure, and nobody is told of it. Of one that was sent they are, whatever failed after.
 */
const ANSWERED = /"kind":"answered"/;

function untold(now: State): number {
  const texts = (name: string) => [...(now.get(name)?.values() ?? [])];
  const sent = texts('messages').filter((text) => /"kind":"reply"/.test(text));
  const sure = sent.filter((text) => /"sure":true/.test(text)).length;
  return sure - texts('notices').filter((text) => ANSWERED.test(text)).length;
}

describe.each(Object.keys(attempts).map((name, nth) => ({ name, nth })))(
  '$name',
  ({ name, nth }) => {
    test(`fails anywhere and ends as if it had not (${AGAIN})`, async () => {
      const attempt = attempts[name]!;
      const known = [...state.values()].flatMap((docs) => [...docs.values()]).join();
      // What stays as it was is read once.
      const read = new Map<string, string>();
      await inside.restore(state);
      inside.requests();
      const answer = plain(await persist(attempt), known);
      const requests = inside.requests();
      const undisturbed = inside.state();
      const end = stored(undisturbed, known, read);
      const expected = untold(undisturbed);
      const invites = undisturbed.get('invites')!.size;
      for (const [index, request] of oneOf(3, [...requests.entries()], nth)) {
        for (const kind of kindsOf(request)) {
          await inside.restore(state);
          inside.clearFaults();
          let at = 0;
          inside.cloud.faults.add({ action: '*', kind, when: () => at++ === index });
          const repeated = plain(await persist(attempt), known);
          const now = inside.state();
          const what = { kind, index, ...request };
          const came = {
            ...what,
            answer: repeated,
            end: stored(now, known, read),
            untold: untold(now),
          };
          const wanted = { ...what, answer, end, untold: expected };
          // Thousands of them, nearly all the same to the letter.
          if (JSON.stringify(came) !== JSON.stringify(wanted)) expect(came).toEqual(wanted);
          expect(now.get('invites')!.size - invites).toBeLessThan(MOST_ATTEMPTS);
        }
      }
    });
  },
);
