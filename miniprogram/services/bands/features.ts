/** What bands of a protocol can do. */
import { cardOf } from '../../protocols/index';

/** What a protocol can do and how sure we are, or nothing for one we do not know. */
export const featuresOf = (protocol: string) => cardOf(protocol)?.features ?? {};

/** Whether a band of this protocol remembers days that are over, or only counts the one it has. */
export const keepsHistory = (protocol: string): boolean =>
  featuresOf(protocol).history !== undefined;

/** Whether pairing empties a band of this protocol that another app used before. */
export const pairingErases = (protocol: string): boolean =>
  cardOf(protocol)?.pairingErases === true;
