/** How much of a person went. */
import { ERASED_KINDS, type ErasedKind } from '../../miniprogram/contract/api';

/** How many documents went, by collection; those of which none did are not in there. */
export type Counts = Record<string, number>;

/** What a person knows them as; what is not in here is the rest. */
const KINDS: Readonly<Record<string, ErasedKind>> = {
  edges: 'boards',
  members: 'boards',
  shares: 'boards',
  invites: 'ties',
  cheers: 'ties',
  bands: 'ties',
  claims: 'ties',
  days: 'steps',
  consents: 'steps',
};

export function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = {};
  for (const [name, count] of all.flatMap((counts) => Object.entries(counts))) {
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

export function goneByKind(counts: Counts): Record<ErasedKind, number> {
  const gone = Object.fromEntries(ERASED_KINDS.map((kind) => [kind, 0]));
  for (const [name, count] of Object.entries(counts)) gone[KINDS[name] ?? 'rest']! += count;
  return gone as Record<ErasedKind, number>;
}
