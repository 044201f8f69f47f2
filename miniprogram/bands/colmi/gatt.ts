import { type Characteristic, uuid } from '../../ble/link';

const RING = '6e40fff0-b5a3-f393-e0a9-e50e24dcca9e';
const LARGE = 'de5bf728-d711-4e47-af26-65e3012a5dc7';

/** Requests are written without response. Several implementations. */
export const UNANSWERED = { response: false } as const;

export const WRITE: Characteristic = {
  service: uuid(RING),
  characteristic: uuid('6e400002-b5a3-f393-e0a9-e50e24dcca9e'),
};
/** Answers, and what the ring says by itself. Several implementations. */
export const NOTIFY: Characteristic = {
  service: uuid(RING),
  characteristic: uuid('6e400003-b5a3-f393-e0a9-e50e24dcca9e'),
};
/** Requests for data longer than a packet, and their answers. Single source. */
export const LARGE_WRITE: Characteristic = {
  service: uuid(LARGE),
  characteristic: uuid('de5bf72a-d711-4e47-af26-65e3012a5dc7'),
};
export const LARGE_NOTIFY: Characteristic = {
  service: uuid(LARGE),
  characteristic: uuid('de5bf729-d711-4e47-af26-65e3012a5dc7'),
};
