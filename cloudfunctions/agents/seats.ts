import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import type { DeskRole, Seat } from '../../miniprogram/contract/api';
import { type Call, Refusal } from '../answers';
import { atLeast, collection } from '../cloud';

interface AgentDoc {
  /** The person. */
  _id: string;
  maker: string;
  role: DeskRole;
  /** UTC seconds; a new code is needed then. */
  until: number;
}

export const agents = collection<AgentDoc>('agents');

export const SEAT_SECONDS = 365 * DAY_SECONDS;

/** The caller at their desk; refuses with `forbidden` whoever sits at none. */
export async function agentOf({ uid, at }: Call): Promise<Seat> {
  const agent = await agents.get(uid);
  if (!agent || agent.until <= at) throw new Refusal('forbidden', 'not at a desk');
  return { maker: agent.maker, role: agent.role };
}

/** Whether anybody would answer. */
export const hasAgents = async (maker: string, at: number): Promise<boolean> =>
  (await agents.count({ maker, until: atLeast(at) })) > 0;
