/** Bands: finding, adding, connecting, what the phone remembers of them, and how they are named. */
export { isOfLab } from './air';
export {
  appVisible,
  BandTaken,
  type BindWish,
  bindBand,
  bindDemo,
  bindLab,
  connectBound,
  findBand,
  searchNearby,
  unbindBand,
} from './binding';
export { type BandCode, parseBandCode } from './code';
export type { Connected } from './connect';
export { barsOf, type Nearby, type Search } from './discover';
export { bandDrivers } from './drivers';
export { featuresOf, keepsHistory, pairingErases } from './features';
export {
  answerClaim,
  askForBand,
  claims,
  handoverPath,
  type Wish,
  withdrawClaim,
} from './handover';
export { byStrength, listener } from './heard';
export {
  chooseLab,
  chooseLabPhone,
  hasLab,
  type LabPhoneKind,
  labBands,
  labChoice,
  labPhone,
  labPhoneKinds,
} from './lab';
export type { LabFault, LabPhoneBand, LabWish, Meaning, PhoneCannot } from './lab-door';
export { type LiveKind, type LiveWatch, lookLive } from './live';
export {
  type BandMemory,
  bandMemory,
  inOrder,
  lastSynced,
  rememberBand,
  rememberResult,
} from './memory';
export { protocolsOf } from './models';
export {
  bandName,
  deviceOf,
  deviceOfAll,
  featureLine,
  featureLists,
  modelName,
  pictureOf,
} from './names';
