/** Bands as devices that WeChat knows: its device messages, of a battery alone. */
export { registered } from './registered';
export { tellLow } from './send';
export { allowDevice, deviceTicket } from './ticket';
