/** What an add page knows and does not draw. */
import type { BindWish, Nearby, Search } from '../../services/bands/index';

export interface Behind {
  search: Search | null;
  list: Nearby[];
  wish: BindWish | null;
  protocol: string | null;
  /** Model chosen from the list of models. */
  chosen: string | null;
  unlisten: () => void;
  /** Counts searches, so that a late answer of an old one is dropped. */
  turn: number;
  /** Whether the page is on the screen. */
  shown: boolean;
}

const fresh = (): Behind => ({
  search: null,
  list: [],
  wish: null,
  protocol: null,
  chosen: null,
  unlisten: () => {},
  turn: 0,
  shown: false,
});

/** By page: two may be open, and neither knows of the other. */
const pages = new WeakMap<object, Behind>();

export function behindOf(page: object): Behind {
  const behind = pages.get(page) ?? fresh();
  pages.set(page, behind);
  return behind;
}
