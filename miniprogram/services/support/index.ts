/** Talking to a maker's people: a ticket first, so that the chat knows which desk it belongs to. */
import type { BoundBand, Diagnostics, ErrorRecord } from '../../contract/api';
import { makerOf, modelOf } from '../../contract/makers';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { lastErrors } from '../../phone/error-log';
import { phoneVersions } from '../../phone/wechat';
import { age } from '../../words/format';
import { language, text, textOf } from '../../words/index';
import { DOT } from '../../words/spacing';
import { supportWords } from '../../words/support';
import { isLocal } from '../account/index';
import { hoursLine } from './hours';

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
    phone: phoneVersions(),
    lastError: syncs.find(({ ok }) => !ok)?.code ?? null,
    syncs,
    errors: lastErrors(),
  };
}

/** The same as a list to read: one line for every field that is sent. */
export function diagnosticLines(diagnostics: Diagnostics): DiagnosticLine[] {
  const t = textOf(supportWords);
  const good = diagnostics.syncs.filter(({ ok }) => ok).length;
  const bad = diagnostics.syncs.length - good;
  const { lastError, errors } = diagnostics;
  const failed = diagnostics.syncs.find(({ ok }) => !ok);
  return [
    {
      label: t.diagnosticModel,
      value: modelOf(diagnostics.model)?.name[language()] ?? diagnostics.model,
    },
    { label: t.diagnosticFirmware, value: diagnostics.firmware ?? t.diagnosticUnknown },
    { label: t.diagnosticProtocol, value: t.protocolName(diagnostics.protocol) },
    { label: t.diagnosticPhone, value: t.diagnosticVersions(diagnostics.phone) },
    {
      label: t.diagnosticError,
      value: failed ? joined([age(failed.at, now()), titleOf(lastError ?? '')]) : t.diagnosticNone,
    },
    {
      label: t.diagnosticSyncs,
      value: diagnostics.syncs.length === 0 ? t.diagnosticNone : t.diagnosticCounts(good, bad),
    },
    {
      label: t.diagnosticErrors,
      value: errors.length === 0 ? t.diagnosticNone : errors.map(errorLine).join('\n'),
    },
  ];
}

/** Everything that is sent of an error. */
const errorLine = ({ at, page, code, number, words }: ErrorRecord): string =>
  joined([age(at, now()), titleOf(code), page, number, words]);

const joined = (parts: readonly (string | number | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(DOT);

const titleOf = (code: string): string =>
  (text().problems as Record<string, { title: string } | undefined>)[code]?.title ?? code;

/**
 * Opens a ticket at the desk of the band's maker, or takes up the one of the last day;
 * `sessionFrom` goes into the contact button. Diagnostics go along only when given: asking again
 * without them takes them back. Rejects with an AppError.
 */
export const openTicket = (
  band: BoundBand,
  diagnostics: Diagnostics | null,
): Promise<{ ticket: string; sessionFrom: string }> =>
  ask('support.open', diagnostics ? { band: band.id, diagnostics } : { band: band.id });

/** What the support sheet shows; every word is ready. */
export interface SupportView {
  /** 联系荣耀客服 */
  title: string;
  /** Opening hours; empty when the maker has given none. */
  hours: string;
  /** True when the chat can be opened: the maker has a desk and the person has the band. */
  desk: boolean;
  ticked: boolean;
  /** Under the tick box. */
  tickNote: string;
  lines: { label: string; value: string }[];
  /** For the contact button; empty while the ticket is being opened. */
  sessionFrom: string;
  cardTitle: string;
  cardPath: string;
  /** Why there is no ticket: title and button, or null. */
  problem: { line: string; button: string } | null;
  /** Instead of the chat; the phone beside it too. */
  elsewhere: { note: string; phone: string; site: string };
}

/** The sheet as it opens: nothing ticked, no ticket yet. */
export function supportView(
  modelId: string,
  band: BoundBand | null,
  diagnostics: Diagnostics | null,
): SupportView {
  const t = textOf(supportWords);
  const model = modelOf(modelId);
  const maker = makerOf(model?.maker ?? '') ?? makerOf('generic')!;
  const { desk, hours, phone = '', site } = maker.support;
  const chat = desk && band !== null && !isLocal(band.id);
  const name = model?.name[language()] ?? modelId;
  return {
    title: t.supportOf(maker.id === 'generic' ? '' : maker.name[language()]),
    hours: hours ? hoursLine(hours, now()) : '',
    desk: chat,
    ticked: false,
    tickNote: t.supportDiagnosticsOff,
    lines: diagnostics ? diagnosticLines(diagnostics) : [],
    sessionFrom: '',
    cardTitle: name,
    cardPath: `/packages/band/model/model?model=${encodeURIComponent(modelId)}`,
    problem: null,
    elsewhere: { note: desk ? t.supportNoBand : t.supportNoDesk, phone, site },
  };
}
