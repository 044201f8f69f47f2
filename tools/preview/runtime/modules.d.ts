/** Modules that build/bundle.ts writes into the phone's script. */

declare module 'mini-program:app' {
  const app: import('./mini-program').MiniProgram;
  export default app;
}

declare module 'mini-program:templates' {
  /** Template path to generator. */
  const templates: Record<string, unknown>;
  export default templates;
}
