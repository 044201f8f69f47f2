import type { Visit } from '../hub/phones';

/** The address of a phone that opens a page. */
export function visitUrl(phone: string, { path, scene, single, shareTicket }: Visit): string {
  const search = new URLSearchParams({ user: phone, scene: String(scene) });
  if (path) search.set('path', path);
  if (single) search.set('single', '1');
  if (shareTicket) search.set('shareTicket', shareTicket);
  return `/phone.html?${search}`;
}
