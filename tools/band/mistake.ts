import { DRIVERS } from '../../miniprogram/bands/registry';

/** Something the caller can put right; the message is the whole of what is printed. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/** What is said to someone who names a protocol that is not there. */
export const noProtocol = (id: string): string =>
  `There is no protocol "${id}": give one of ${DRIVERS.map((driver) => driver.id).join(', ')}.`;
