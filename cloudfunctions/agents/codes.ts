/**
 * Codes that seat somebody at a desk, each once. The first of each maker is the operator's: the
 * environment variable `BANDMATES_DESK_CODES` of the function `api` has `maker:code,maker:code`; `operator` is the
 * desk of whoever runs this, which reviews days.
 * Whoever comes in by one is a lead and makes codes of six digits for others, which live ten minutes;
 * so short a code is safe because wrong ones are counted. Of codes only digests are kept.
 */
import { createHash, randomInt } from 'node:crypto';
import {
  API_LIMITS,
  type DeskRole,
  type Input,
  OPERATOR,
  type Output,
} from '../../miniprogram/contract/api';
import { makerOf } from '../../miniprogram/contract/makers';
import { ownTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { collection, transact } from '../cloud';
import { meter } from '../meters';
import { agentOf, agents, SEAT_SECONDS } from './seats';
import { triesLeft, tryAgain } from './tries';

interface CodeDoc {
  /** SHA-256 of the code. */
  _id: string;
  maker: string;
  role: DeskRole;
  expiresAt: number;
  usedBy: string | null;
}

const codes = collection<CodeDoc>('agentCodes');

/** Whose desk the caller sits at; with a code they sit down. */
export async function enterDesk(
  { code }: Input<'desk.enter'>,
  call: Call,
): Promise<Output<'desk.enter'>> {
  if (code === undefined) return agentOf(call);
  await meter(call.uid, 'desk', call.at);
  const _id = digestOf(code);
  return transact(async (scope, at): Promise<Output<'desk.enter'>> => {
    await ownTurn(scope, call.uid);
    const left = await triesLeft(scope, call.uid, at);
    if (left === 0) return { why: 'tries', left };
    const known = (await codes.within(scope).get(_id)) ?? firstCode(code, _id);
    if (known?.usedBy === call.uid) return { maker: known.maker, role: known.role };
    if (!known || known.usedBy !== null || known.expiresAt <= at) {
      const why = known?.usedBy === null ? 'old' : 'wrong';
      return { why, left: await tryAgain(scope, call.uid, at, left) };
    }
    const { maker, role } = known;
    await codes.within(scope).put({ ...known, usedBy: call.uid });
    await agents.within(scope).put({ _id: call.uid, maker, role, until: at + SEAT_SECONDS });
    return { maker, role };
  });
}

/** A lead lets somebody in. */
export async function inviteAgent(
  { role }: Input<'desk.invite'>,
  call: Call,
): Promise<Output<'desk.invite'>> {
  const lead = await agentOf(call);
  if (lead.role !== 'lead') throw new Refusal('forbidden', 'a lead makes codes');
  await meter(call.uid, 'desk', call.at);
  const expiresAt = call.at + API_LIMITS.deskCodeSeconds;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const fresh = { maker: lead.maker, role, expiresAt, usedBy: null };
    if (await codes.add({ _id: digestOf(code), ...fresh })) return { code, expiresAt };
  }
  throw new Error('every code is taken');
}

/** A code of yesterday may have the same digits. */
const ATTEMPTS = 5;

/** A code of the operator's that nobody used yet. */
function firstCode(code: string, _id: string): CodeDoc | null {
  for (const entry of (process.env.BANDMATES_DESK_CODES ?? '').split(',')) {
    const [maker = '', first = ''] = entry.trim().split(':');
    if (first.length >= FIRST_LENGTH && first === code && hasDesk(maker)) {
      return { _id, maker, role: 'lead', expiresAt: NEVER, usedBy: null };
    }
  }
  return null;
}

const hasDesk = (maker: string) => maker === OPERATOR || makerOf(maker) !== undefined;

/** A shorter one could be guessed and is none. */
const FIRST_LENGTH = 16;
/** That it was used is kept for good: it stands in the environment for good. In the year 2100. */
const NEVER = 4_102_444_800;

const digestOf = (code: string) => createHash('sha256').update(code).digest('hex');
