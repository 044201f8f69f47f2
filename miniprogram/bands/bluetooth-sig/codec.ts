/** Standard values of bands, in and out. Source: the services of the Bluetooth SIG (PROTOCOL.md). */
export * from '../common/battery-level';
export * from '../common/current-time';
export * from '../common/heart-rate';
export * from './activity-monitor';
export * from './device-info';
export * from './running';
export * from './user-data';
