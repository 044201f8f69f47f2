/** Bands: whose they are, and what only their makers' keys answer. */
export {
  type BandDoc,
  bindBand,
  boundBands,
  findBand,
  lastSync,
  makerOfBand,
  moveBand,
  notRemindedSince,
  ownBand,
  setReminded,
  takeMessages,
  unbindBand,
} from './bindings';
export { markSynced, uploadingBand } from './uploads';
export { answerBand } from './vendor';
