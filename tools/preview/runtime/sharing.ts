/** A share leaves the page and lands in the panel's tray. */

import type { PageView } from './page-view';
import { phone } from './phone';
import { urlOf } from './urls';

/** The element that was tapped, as `onShareAppMessage` gets it. */
export interface ShareTarget {
  id: string;
  dataset: Record<string, unknown>;
}

interface Request {
  kind: 'chat' | 'moments';
  from: 'menu' | 'button';
  target?: ShareTarget;
}

interface Card {
  title?: string;
  path?: string;
  query?: string;
  imageUrl?: string;
  promise?: Promise<Card>;
}

/** WeChat waits this long for a card that comes later. */
const PROMISE_MS = 3000;

export async function shareNow(view: PageView, { kind, from, target }: Request): Promise<void> {
  const method = kind === 'chat' ? 'onShareAppMessage' : 'onShareTimeline';
  const given = view.call(method, { from, target, webViewUrl: undefined });
  const card = await settled((given ?? {}) as Card);
  const title = card.title || view.bar.title || phone.appName;
  const current = withQuery(view.path, queryText(view));
  const path =
    kind === 'chat'
      ? (card.path ?? current).replace(/^\//, '')
      : withQuery(view.path, card.query ?? queryText(view));
  const image = card.imageUrl ? await urlOf(card.imageUrl, view.path) : null;
  phone.hub.shares.add({ from: phone.person.name, kind, title, path, image });
  phone.note(method, `${title} · ${path}`);
  phone.overlays.showToast(kind === 'chat' ? '已转发' : '已分享', 'success', null, 1000, false);
}

/** The card of the page that is shown, to a chat. */
export function shareToChat(from: Request['from'], target?: ShareTarget): void {
  const view = phone.stack.current;
  if (view) void shareNow(view, { kind: 'chat', from, ...(target ? { target } : {}) });
}

async function settled(card: Card): Promise<Card> {
  if (!card.promise) return card;
  const late = new Promise<Card>((resolve) => setTimeout(() => resolve(card), PROMISE_MS));
  return Promise.race([card.promise.then((more) => ({ ...card, ...more })), late]);
}

const queryText = (view: PageView): string =>
  Object.entries(view.options.query)
    .map(([key, value]) => `${key}=${value}`)
    .join('&');

const withQuery = (path: string, query: string): string => (query ? `${path}?${query}` : path);
