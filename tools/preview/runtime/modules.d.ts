/** Modules that build/kits.ts and build/api-table.ts write. */

declare module 'preview:kits' {
  /** Every protocol's kit on disk; a broken one throws when it is loaded. */
  export const kits: readonly {
    id: string;
    load(): import('../../../miniprogram/bands/kit').BandKit;
  }[];
}

declare module 'preview:api' {
  const table: import('../build/api-table').ApiTable;
  export const { apis, objects }: typeof table;
}
