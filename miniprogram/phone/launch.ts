/** What opened the app, told once: WeChat repeats its options each time the app is shown. */

let last = '';

/**
 * The code an entry carries, or null: on the add page (which reads its own query), without a code,
 * or when this very scan was told before.
 */
export function codeOfLaunch(options: WxOpening): string | null {
  const { q, scene, scancode_time: time } = options.query ?? {};
  const code = typeof q === 'string' ? q : typeof scene === 'string' ? scene : '';
  const mark = `${code}|${String(time ?? '')}`;
  if (code === '' || mark === last) return null;
  last = mark;
  return options.path === 'packages/add/add' ? null : code;
}
