/** What a script of a mini program is handed, as WeChat's logic layer does: build and phone agree on it. */

/** Names of the browser that are undefined in the logic layer. */
export const HIDDEN = [
  ...['window', 'document', 'frames', 'self', 'location', 'navigator', 'history', 'screen'],
  ...['localStorage', 'sessionStorage', 'alert', 'confirm', 'prompt', 'fetch'],
  ...['XMLHttpRequest', 'WebSocket', 'EventSource', 'indexedDB', 'caches', 'webkit'],
] as const;

/** The parameters of the function whose body a script is. */
export const PARAMETERS = [
  'require',
  'module',
  'exports',
  ...HIDDEN,
  'global',
  'Function',
] as const;
