/** Everything a Mi Band 2 says, and how it is said back. Source of every layout: PROTOCOL.md. */
export * from './activity';
export * from './band-time';
export * from './messages';
