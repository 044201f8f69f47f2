import type { Session } from '../../ble/session';
import * as exchange from '../common/exchange';
import { CONTROL } from './gatt';

/** Writes with a response, a command of CONTROL unless it is another's. */
export const tell = (session: Session, bytes: ArrayLike<number>, at = CONTROL): Promise<void> =>
  exchange.tell(session, at, bytes);
