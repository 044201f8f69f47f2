/** Everything a Mi Band 1 says, and how it is said back. Source of every layout: PROTOCOL.md. */

export * from '../../lib/crc8';
export * from './activity';
export * from './messages';
