/** What several makers put into an advertisement alike. */
import type { Advertisement } from '../ble/link';
import { hexSerial } from '../lib/serial';

const COMPANY_BYTES = 2;
const ADDRESS_BYTES = 6;

/** The address with which WeChat bands end their manufacturer data (spec), or null. */
export const addressBehind = ({ manufacturerData: data }: Advertisement): string | null =>
  data.length >= COMPANY_BYTES + ADDRESS_BYTES ? hexSerial(data.subarray(-ADDRESS_BYTES)) : null;
