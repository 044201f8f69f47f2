/** What a person may ask for: their data to take along, and to be gone from here. */
export { type Erasure, eraseEverything, erasing, getErasure } from './erase';
export { type Export, getExport, startExport } from './export';
