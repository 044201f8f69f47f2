/** Some of WeChat's interfaces answer only to a finger. */

/** A page may do a little before it asks. */
const LASTS_MS = 3000;

let last = Number.NEGATIVE_INFINITY;

/** A finger has tapped, on the page or on WeChat's own dialog. */
export function tapped(): void {
  last = performance.now();
}

export const recentlyTapped = (): boolean => performance.now() - last < LASTS_MS;
