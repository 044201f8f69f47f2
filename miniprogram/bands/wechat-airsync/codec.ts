/** AirSync's bytes, pure and total: packets, messages, wristband data, the demo's vendor header. */
export * from './app-header';
export * from './messages';
export * from './packet';
export type { Status } from './wire';
export {
  decodeStepItem,
  decodeWristbandRequest,
  decodeWristbandResponse,
  encodeStepItem,
  encodeWristbandRequest,
  encodeWristbandResponse,
  type RtcTime,
  type StepItem,
  type WristbandRequest,
} from './wristband';
