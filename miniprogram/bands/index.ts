/** What the subpackage offers to the app, which comes in by services/bands/drivers alone. */
export { createDemoRadio } from './demo';
export { DRIVERS, driversFor, driversOf, openBand } from './registry';
