import { DRIVERS } from '../../miniprogram/bands/registry';

/** What is said to someone who names a protocol that is not there, or not to be read yet. */
export const noProtocol = (id: string): string =>
  DRIVERS.some((driver) => driver.id === id)
    ? `${id} has no kit: write miniprogram/bands/${id}/kit.ts, as docs/ADD-A-BAND.md says.`
    : `There is no protocol "${id}": give one of ${DRIVERS.map((driver) => driver.id).join(', ')}.`;
