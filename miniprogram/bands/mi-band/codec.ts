/** Everything a Mi Band 1 says, and how it is said back. Source of every layout: PROTOCOL.md. */
export * from './activity';
export * from './crc8';
export * from './messages';
