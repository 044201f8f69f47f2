/** Values of a page's query, which WeChat hands over as they stand in the link. */

/** A value with its %-escapes undone; empty when it is absent or its escapes are broken. */
export function decoded(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '');
  } catch {
    return '';
  }
}
