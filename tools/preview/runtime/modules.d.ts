/** Modules that build/bundle.ts and build/api-table.ts write. */

declare module 'preview:props' {
  /** What was handed in; no bands where nothing was. */
  export const makeProps: import('../props').MakeProps;
}

declare module 'preview:api' {
  const table: import('../build/api-table').ApiTable;
  export const { apis, objects }: typeof table;
}
