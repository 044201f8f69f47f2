/** Bands: whose they are, and what only their makers' keys answer. */
export { bindBand, boundBands, makerOfBand, markSynced, ownBand, unbindBand } from './bindings';
export { answerBand } from './vendor';
