/** Talking to a maker's people: tickets from the app, messages from WeChat. */

export { type MessageDoc, messages } from './inbox';
export { type Push, readPush } from './push';
export { receive } from './receive';
export { ANSWERS, type ThreadDoc, threads, WINDOW_SECONDS } from './threads';
export { openTicket, tickets } from './tickets';
