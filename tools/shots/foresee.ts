/**
 * The states a tour stops at, known without a browser: it is walked with a guide for whom everything
 * there is is there already. What really is on the way changes no name, and the test that walks every
 * tour holds each to what is foreseen here.
 */
import type { Guide } from './guide';
import type { Tour } from './tours';

/** Can be called, awaited, written as a text, and gone through like a list of nothing. */
const anything: unknown = new Proxy(() => anything, {
  get(_, key) {
    if (key === 'then') return undefined;
    if (key === Symbol.iterator) return () => [].values();
    return key === Symbol.toPrimitive ? () => '' : anything;
  },
});

export async function statesOf(tour: Tour): Promise<string[]> {
  const names: string[] = [];
  await tour(anything as Guide, async (name) => {
    names.push(name);
  });
  return names;
}

/** Those tours that stop at a state of which this is true. */
export async function toursTo(
  isWanted: (state: string) => boolean,
  tours: Readonly<Record<string, Tour>>,
): Promise<[name: string, tour: Tour][]> {
  const found: [string, Tour][] = [];
  for (const [name, tour] of Object.entries(tours)) {
    if ((await statesOf(tour)).some(isWanted)) found.push([name, tour]);
  }
  return found;
}
