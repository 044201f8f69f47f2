/** Bands: whose they are, and what only their makers' keys answer. */
export {
  type BandDoc,
  bindBand,
  boundBands,
  findBand,
  lastSync,
  makerOfBand,
  markSynced,
  moveBand,
  notRemindedSince,
  ownBand,
  setReminded,
  takeMessages,
  unbindBand,
} from './bindings';
export { answerBand } from './vendor';
