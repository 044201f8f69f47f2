/** What the subpackage offers to the app, which comes in by services/bands/drivers alone. */
export { openSession } from '../ble/link-session';
export { createDemoRadio } from './demo';
export { DRIVERS, driversFor, driversOf, openBand } from './registry';
