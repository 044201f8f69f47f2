/** The one door to wx-server-sdk: database, identity, time and WeChat's server interfaces. */
export { type Collection, collection, type Documents, MAX_LIMIT } from './collection';
export {
  above,
  atLeast,
  atMost,
  below,
  between,
  countBelow,
  gone,
  oneOf,
  plus,
  type Where,
  without,
} from './conditions';
export {
  calledByClient,
  calledByTimer,
  callerOpenid,
  environment,
  now,
  publicId,
  randomHex,
  secretId,
} from './context';
export { accessToken, sendDevice, snTicket } from './device-api';
export { isContention } from './errors';
export { fileAddress, putFile, readFile, removeFiles } from './files';
export { openProof } from './open-data';
export {
  checkPicture,
  programCode,
  refusedWith,
  sendServiceText,
  sendSubscribed,
  servicePicture,
  textAllowed,
} from './openapi';
export { type Scope, transact } from './transaction';
