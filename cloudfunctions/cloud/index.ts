/** The one door to wx-server-sdk: database, identity, time and WeChat's server interfaces. */
export { type Collection, collection, type Documents, MAX_LIMIT } from './collection';
export { atLeast, between, including, oneOf, removed, without } from './conditions';
export { callerOpenid, now, publicId, randomHex, secretId } from './context';
export { sendServiceText, textAllowed } from './openapi';
export { type Scope, transact } from './transaction';
