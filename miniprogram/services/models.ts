/** What the catalogue and the registry say about a model together. */
import type { ProtocolSource } from '../bands/driver';
import { driverOf } from '../bands/registry';
import type { Model } from '../contract/makers';

/** A protocol a model may speak, and how sure we are of it; null when nobody wrote its driver. */
export interface ProtocolTrust {
  protocol: string;
  source: ProtocolSource | null;
}

/** From the best source to the weakest. */
const ORDER: readonly ProtocolSource[] = [
  'maker',
  'several-implementations',
  'single-source',
  'assumed',
];

/** The protocols of a model in its own order; a driver is as sure as its weakest feature. */
export const protocolsOf = (model: Model): ProtocolTrust[] =>
  model.protocols.map((protocol) => {
    const sources = Object.values(driverOf(protocol)?.features ?? {});
    const weakest = Math.max(-1, ...sources.map((source) => ORDER.indexOf(source)));
    return { protocol, source: ORDER[weakest] ?? null };
  });
