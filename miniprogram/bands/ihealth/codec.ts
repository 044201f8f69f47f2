/** iHealth's bytes, pure and total: link frames, instructions, the log-in's blocks. */
export * from './frame';
export * from './messages';
