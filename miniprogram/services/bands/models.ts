/** What the catalogue and the registry say about a model together. */
import type { Model } from '../../contract/makers';
import type { ProtocolSource } from '../../protocols/driver';
import { cardOf } from '../../protocols/index';

/** A protocol a model may speak, and how sure we are of it; null when nobody wrote its driver. */
export interface ProtocolTrust {
  protocol: string;
  source: ProtocolSource | null;
}

/** The protocols of a model in its own order; a driver is as sure as its way to count steps. */
export const protocolsOf = (model: Model): ProtocolTrust[] =>
  model.protocols.map((protocol) => ({
    protocol,
    source: cardOf(protocol)?.features.steps ?? null,
  }));
