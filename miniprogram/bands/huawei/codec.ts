/** The protocol's bytes, for tools and tests: everything pure, in one place. */
export { Assembler } from './assembler';
export { decrypt, openBody, sealBody } from './cipher';
export * from './history';
export * from './messages';
export { decodeFrame, encodePacket, type Packet, packetOf } from './packet';
export * from './step-block';
export * from './tlv';
