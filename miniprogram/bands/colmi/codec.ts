/** Everything a Colmi ring says, and how it is said back. Source of every layout: PROTOCOL.md. */
export * from './heart';
export * from './messages';
export * from './packet';
export * from './sleep';
export * from './steps';
