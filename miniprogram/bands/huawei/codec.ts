/** The protocol's bytes, for tools and tests: everything pure, in one place. */

export * from './history/block-request';
export * from './history/sleep-block';
export * from './history/step-block';
export * from './messages';
export { Assembler } from './wire/assembler';
export { decrypt, openBody, sealBody } from './wire/cipher';
export { decodeFrame, encodePacket, type Packet, packetOf } from './wire/packet';
export * from './wire/tlv';
