/** The maker's key is in the cloud: the phone carries a band's question there and the answer back. */
import { ask } from '../../phone/cloud';
import { type AppError, toAppError } from '../../phone/errors';
import { BandError, type DriverContext } from '../../protocols/driver';

export interface VendorKeys {
  vendorAuth: DriverContext['vendorAuth'];
  /** What a failed log-in is to be told as: a key that could not be asked for is not a missing key. */
  explain(failure: unknown): unknown;
}

/** For one connection. */
export function vendorKeys(): VendorKeys {
  let unasked: AppError | null = null;
  return {
    async vendorAuth(question) {
      try {
        return (await ask('band.vendorAuth', question)).answer;
      } catch (cause) {
        const error = toAppError(cause);
        if (error.code !== 'needs-key') unasked = error;
        throw new BandError('needs-key', error.message);
      }
    },
    explain: (failure) =>
      failure instanceof BandError && failure.code === 'needs-key' ? (unasked ?? failure) : failure,
  };
}
