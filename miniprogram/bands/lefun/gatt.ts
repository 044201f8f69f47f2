import { type Characteristic, uuid } from '../../ble/link';

const at = (characteristic: string): Characteristic => ({
  service: uuid('18D0'),
  characteristic: uuid(characteristic),
});

export const NOTIFY = at('2D00');
export const WRITE = at('2D01');
