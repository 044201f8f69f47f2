/**
 * Who sits at a maker's desk. The first code of each maker is the operator's: the environment
 * variable `BANDMATES_DESK_CODES` of the function `api` has `maker:code,maker:code`. Whoever comes in
 * by one is a lead and makes codes for others. A code works once; of used ones only digests are kept.
 */
import { createHash } from 'node:crypto';
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import type { DeskRole, Input, Output } from '../../miniprogram/contract/api';
import { makerOf } from '../../miniprogram/contract/makers';
import { ownTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { atLeast, collection, secretId, transact } from '../cloud';
import { meter } from '../meters';

interface AgentDoc {
  /** The person. */
  _id: string;
  maker: string;
  role: DeskRole;
  /** UTC seconds; a new code is needed then. */
  until: number;
}

interface CodeDoc {
  /** SHA-256 of the code. */
  _id: string;
  maker: string;
  role: DeskRole;
  expiresAt: number;
  usedBy: string | null;
}

const agents = collection<AgentDoc>('agents');
const codes = collection<CodeDoc>('agentCodes');

const SEAT_SECONDS = 365 * DAY_SECONDS;
const CODE_SECONDS = 7 * DAY_SECONDS;

/** The caller at their desk; refuses with `forbidden` whoever sits at none. */
export async function agentOf({ uid, at }: Call): Promise<{ maker: string; role: DeskRole }> {
  const agent = await agents.get(uid);
  if (!agent || agent.until <= at) throw new Refusal('forbidden', 'not at a desk');
  return { maker: agent.maker, role: agent.role };
}

/** Whether anybody would answer. */
export const hasAgents = async (maker: string, at: number): Promise<boolean> =>
  (await agents.count({ maker, until: atLeast(at) })) > 0;

/** Whose desk the caller sits at; with a code they sit down. */
export async function enterDesk(
  { code }: Input<'desk.enter'>,
  call: Call,
): Promise<Output<'desk.enter'>> {
  if (code === undefined) return agentOf(call);
  await meter(call.uid, 'desk', call.at);
  const _id = digestOf(code);
  return transact(async (scope, at) => {
    await ownTurn(scope, call.uid);
    const known = (await codes.within(scope).get(_id)) ?? firstCode(code, _id, at);
    const mine = known?.usedBy === call.uid;
    if (!known || (!mine && known.usedBy !== null) || known.expiresAt <= at) {
      throw new Refusal('not-found', 'no such code, or it was used');
    }
    const { maker, role } = known;
    if (!mine) {
      await codes.within(scope).put({ ...known, usedBy: call.uid });
      await agents.within(scope).put({ _id: call.uid, maker, role, until: at + SEAT_SECONDS });
    }
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
  const code = secretId();
  const expiresAt = call.at + CODE_SECONDS;
  await codes.add({ _id: digestOf(code), maker: lead.maker, role, expiresAt, usedBy: null });
  return { code, expiresAt };
}

/** A code of the operator's that nobody used yet. */
function firstCode(code: string, _id: string, at: number): CodeDoc | null {
  for (const entry of (process.env.BANDMATES_DESK_CODES ?? '').split(',')) {
    const [maker = '', first = ''] = entry.trim().split(':');
    if (first.length >= FIRST_LENGTH && first === code && makerOf(maker)) {
      return { _id, maker, role: 'lead', expiresAt: at + CODE_SECONDS, usedBy: null };
    }
  }
  return null;
}

/** A shorter one could be guessed and is none. */
const FIRST_LENGTH = 16;

const digestOf = (code: string) => createHash('sha256').update(code).digest('hex');
