/** Talking to a maker's people: a ticket first, so that the chat knows which desk it belongs to. */
import type { BoundBand, Diagnostics } from '../contract/api';
import { makerOf, modelOf, type Support } from '../contract/makers';
import { ask } from './cloud';
import { language, text } from './messages/index';

/** What a sync leaves behind for diagnostics. */
export type SyncRecord = Diagnostics['syncs'][number];

/** One line of the list a person sees before it is sent. */
export interface DiagnosticLine {
  label: string;
  value: string;
}

/** How many syncs are told. */
const SYNCS = 10;

/** Exactly the contract's fields and nothing else: no steps, no sleep, no serial, no friends. */
export function diagnosticsOf(
  band: BoundBand,
  firmware: string | null,
  log: readonly SyncRecord[],
): Diagnostics {
  const syncs = [...log]
    .sort((a, b) => b.at - a.at)
    .slice(0, SYNCS)
    .map(({ at, ok, stage, code }) => ({ at, ok, stage, code }));
  return {
    model: band.model,
    protocol: band.protocol,
    firmware,
    lastError: syncs.find(({ ok }) => !ok)?.code ?? null,
    syncs,
  };
}

/** The same as a list to read: one line for every field that is sent. */
export function diagnosticLines(diagnostics: Diagnostics): DiagnosticLine[] {
  const t = text();
  const good = diagnostics.syncs.filter(({ ok }) => ok).length;
  const bad = diagnostics.syncs.length - good;
  const { lastError } = diagnostics;
  const problem = lastError
    ? (t.problems as Record<string, { title: string } | undefined>)[lastError]
    : undefined;
  return [
    {
      label: t.diagnosticModel,
      value: modelOf(diagnostics.model)?.name[language()] ?? diagnostics.model,
    },
    { label: t.diagnosticProtocol, value: diagnostics.protocol },
    { label: t.diagnosticFirmware, value: diagnostics.firmware ?? t.diagnosticUnknown },
    { label: t.diagnosticError, value: problem?.title ?? lastError ?? t.diagnosticNone },
    {
      label: t.diagnosticSyncs,
      value: diagnostics.syncs.length === 0 ? t.diagnosticNone : t.diagnosticCounts(good, bad),
    },
  ];
}

/**
 * Opens a ticket at the desk of the band's maker; `sessionFrom` goes into the contact button.
 * Diagnostics go along only when given. Rejects with an AppError.
 */
export const openTicket = (
  band: BoundBand,
  diagnostics: Diagnostics | null,
): Promise<{ ticket: string; sessionFrom: string }> =>
  ask('support.open', diagnostics ? { band: band.id, diagnostics } : { band: band.id });

/** Adds what the person ticked to a ticket that is open already. Rejects with an AppError. */
export async function attachDiagnostics(
  band: BoundBand,
  ticket: string,
  diagnostics: Diagnostics,
): Promise<void> {
  await ask('support.open', { band: band.id, diagnostics, ticket });
}

/** How a maker is reached: its name, and its support entry. Undefined for an unknown model. */
export function makerSupport(model: string): { maker: string; support: Support } | undefined {
  const maker = makerOf(modelOf(model)?.maker ?? '');
  return maker && { maker: maker.name[language()], support: maker.support };
}
