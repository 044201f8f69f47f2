/** What the catalogue and the registry say about a model together. */
import type { ProtocolSource } from '../../bands/driver';
import { driverOf } from '../../bands/registry';
import type { Model } from '../../contract/makers';

/** A protocol a model may speak, and how sure we are of it; null when nobody wrote its driver. */
export interface ProtocolTrust {
  protocol: string;
  source: ProtocolSource | null;
}

/** The protocols of a model in its own order; a driver is as sure as its way to count steps. */
export const protocolsOf = (model: Model): ProtocolTrust[] =>
  model.protocols.map((protocol) => ({
    protocol,
    source: driverOf(protocol)?.features.steps ?? null,
  }));
