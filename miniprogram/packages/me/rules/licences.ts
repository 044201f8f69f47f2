/** What of others ships in the mini program, and by which licence. */
export const LICENCES: readonly string[] = [
  'tdesign-miniprogram, MIT, Copyright (c) Tencent',
  '@noble/ciphers, @noble/hashes, MIT, Copyright (c) Paul Miller',
  'pbf, BSD-3-Clause, Copyright (c) Mapbox',
  'tslib, 0BSD, Copyright (c) Microsoft Corporation',
];
