/** Lifesense's bytes, pure and total: A5 frames and messages, A2 values. */
export * from './a2';
export * from './frame';
export * from './messages';
