/** Everything a Mi Band 1 says, and how it is said back. Source of every layout: PROTOCOL.md. */

export * from '../common/crc8';
export * from './activity';
export * from './clock';
export * from './device-info';
export * from './messages';
export * from './user';
