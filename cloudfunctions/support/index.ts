/** Talking to a maker's people: tickets from the app, messages from WeChat. */
export { type Push, readPush } from './push';
export { receive } from './receive';
export { openTicket } from './tickets';
