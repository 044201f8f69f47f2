/** A group's list in pages of a hundred, each asked for by the version of the one before. */
import type { GroupBoard } from '../../../contract/api';
import { nextPage } from '../../../services/groups/index';

/** Pages with the one after them. A list that began anew replaces them. */
export const followed = (pages: readonly GroupBoard[], page: GroupBoard): GroupBoard[] =>
  page.version === pages[0]?.version ? [...pages, page] : [page];

/** A list from its first page on, as far as it was turned before. Rejects with an AppError. */
export async function turnedTo(
  turned: number,
  group: string,
  first: GroupBoard,
): Promise<GroupBoard[]> {
  let pages = [first];
  for (let left = turned - 1; left > 0; left--) {
    const last = pages[pages.length - 1]!;
    if (last.next === null) break;
    pages = followed(pages, await nextPage(group, last));
  }
  return pages;
}
