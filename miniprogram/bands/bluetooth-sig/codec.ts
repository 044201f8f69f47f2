/** Standard values of bands, in and out. Source: the services of the Bluetooth SIG (PROTOCOL.md). */
export * from '../../lib/battery-level';
export * from '../../lib/current-time';
export * from '../../lib/heart-rate';
export * from './activity-monitor';
export * from './device-info';
export * from './running';
export * from './user-data';
