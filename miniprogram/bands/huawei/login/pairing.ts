/** What both ways of meeting a band share: what this phone keeps, and who holds the maker's key. */
import { BandError, type DriverContext } from '../../../protocols/driver';
import type { LinkParams } from '../messages';
import type { Method } from '../wire/cipher';
import {
  newPairing,
  type Pairing,
  PROTOCOL,
  pairingFromText,
  pairingToText,
  questionText,
  type VendorQuestion,
} from './auth';

/** GCM where the band asks for it (LinkParams), else CBC. */
export const methodOf = ({ encryptMethod, supportType }: LinkParams): Method =>
  encryptMethod === 1 || supportType === 4 ? 'gcm' : 'cbc';

/** What this phone has of the band, and keeps. */
export class Keeper {
  readonly stored: Pairing | null;
  pairing: Pairing;

  constructor(private readonly context: DriverContext) {
    this.stored = pairingFromText(context.secret?.get() ?? null);
    this.pairing = this.stored ?? newPairing(context.random);
  }

  /** Makes it durable; without storage pairing would lock the band to keys that are lost. */
  async keep(pairing: Pairing): Promise<void> {
    const { secret } = this.context;
    if (!secret) throw new BandError('needs-key', 'this phone cannot keep a pairing');
    this.pairing = pairing;
    await secret.set(pairingToText(pairing));
  }
}

/** What the holder of the maker's key says. */
export async function askVendor(context: DriverContext, question: VendorQuestion): Promise<string> {
  try {
    return await context.vendorAuth({ protocol: PROTOCOL, challenge: questionText(question) });
  } catch {
    throw new BandError('needs-key', `${question.ask}: the maker's key is not configured`);
  }
}
