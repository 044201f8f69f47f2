/** At which of the places where trouble can come it does. */
import { seeded } from '../../../miniprogram/bands/virtual/walks';

/** Those of a list, in their order, at which a clause is judged. */
export type Choose = (places: readonly number[]) => readonly number[];

export const everywhere: Choose = (places) => places;

/** About so many of these, evenly. */
export const spread = (places: readonly number[], count: number): readonly number[] =>
  places.filter((_, nth) => nth % Math.max(1, Math.ceil(places.length / count)) === 0);

/** About so many, the same in every run. */
export const few =
  (count: number): Choose =>
  (places) =>
    spread(places, count);

/** Of how many neighbours one is judged. */
const NEIGHBOURS = 6;
/** So few places are all judged: each is another kind of place. */
const SHORT = 12;

/**
 * Of a long list one of every six neighbours, drawn anew for each list; the same in every run with this
 * seed. Without a seed, everywhere.
 */
export function drawn(seed: number | null): Choose {
  if (seed === null) return everywhere;
  const random = seeded(seed);
  return (places) => {
    if (places.length <= SHORT) return places;
    const chosen: number[] = [];
    for (let at = 0; at < places.length; at += NEIGHBOURS) {
      const left = Math.min(NEIGHBOURS, places.length - at);
      chosen.push(places[at + Math.floor(random() * left)]!);
    }
    return chosen;
  };
}
