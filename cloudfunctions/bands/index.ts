/** Bands: whose they are, and what only their makers' keys answer. */
export {
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
  unbindBand,
} from './bindings';
export { answerBand } from './vendor';
