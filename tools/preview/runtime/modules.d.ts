/** Modules that build/bundle.ts and build/kits.ts write. */

declare module 'mini-program:app' {
  const app: import('./mini-program').MiniProgram;
  export default app;
}

declare module 'mini-program:templates' {
  /** Template path to generator. */
  const templates: Record<string, unknown>;
  export default templates;
}

declare module 'preview:kits' {
  /** Every protocol's kit on disk; a broken one throws when it is loaded. */
  export const kits: readonly {
    id: string;
    load(): import('../../../miniprogram/bands/kit').BandKit;
  }[];
}
