/** A ticket tells a maker's people which band is meant; the facts only when the person ticked them. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import {
  type Diagnostics,
  type Input,
  type Output,
  sessionFrom,
} from '../../miniprogram/contract/api';
import { ownTurn } from '../accounts';
import type { Call } from '../answers';
import { makerOfBand, ownBand } from '../bands';
import { atLeast, below, collection, secretId, transact } from '../cloud';
import { meter } from '../meters';

export interface TicketDoc {
  _id: string;
  uid: string;
  maker: string;
  model: string;
  openedAt: number;
  /** Absent without consent. There is never a serial in a ticket. */
  diagnostics?: Diagnostics;
  /** When they were ticked, UTC seconds: they go before the ticket does. */
  diagnosedAt?: number;
}

export const tickets = collection<TicketDoc>('tickets');

const KEPT_DAYS = 180;

/**
 * Opens a ticket for one of the caller's bands, or takes up the one of the last day. What was
 * ticked this time counts: diagnostics of an earlier time go when they are not ticked again.
 */
export async function openTicket(
  { band: bandId, diagnostics }: Input<'support.open'>,
  { uid, at: asked }: Call,
): Promise<Output<'support.open'>> {
  await meter(uid, 'support', asked);
  const band = await ownBand(bandId, uid);
  const maker = makerOfBand(band) ?? 'generic';
  const { model } = band;
  await tickets.removeWhere({ uid, openedAt: below(asked - KEPT_DAYS * DAY_SECONDS) });
  const id = secretId();
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const recent = await tickets.find({
      where: { uid, model, openedAt: atLeast(at - DAY_SECONDS) },
      orderBy: { field: 'openedAt', order: 'desc' },
      limit: 1,
      fields: ['_id'],
    });
    const ticket: TicketDoc = {
      _id: recent[0]?._id ?? id,
      uid,
      maker,
      model,
      openedAt: at,
      ...(diagnostics && { diagnostics, diagnosedAt: at }),
    };
    await tickets.within(scope).put(ticket);
    return { ticket: ticket._id, sessionFrom: sessionFrom.format(maker, model, ticket._id) };
  });
}

/** The ticket a `SessionFrom` names, if it is this person's; null for anything else. */
export async function ticketOf(text: string, uid: string | null): Promise<TicketDoc | null> {
  const parts = sessionFrom.parse(text);
  if (!parts || uid === null) return null;
  const ticket = await tickets.get(parts.ticket);
  return ticket?.uid === uid ? ticket : null;
}
