/** Ids by which frameworks on top of WeChat name a page or component: uni-app gives its own objects the same. */
import type { Caller } from './framework';

const KEY = '__wxExparserNodeId__';

const known = new Map<string, WeakRef<Caller>>();

/** A field of its own, as it is in WeChat: what is copied by name finds it. */
export function giveNodeId(caller: Caller): void {
  const id = String(known.size + 1);
  known.set(id, new WeakRef(caller));
  caller[KEY] = id;
}

/** The page or component that somebody means, or undefined. */
export function callerOf(meant: { [field: string]: unknown } | null): Caller | undefined {
  if (meant?._$) return meant as Caller;
  return known.get(String(meant?.[KEY]))?.deref();
}
