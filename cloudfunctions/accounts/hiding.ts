/** Who hides is gone from every board at once, but a list that is final keeps its places. */
import type { Hiding, PersonDoc } from './store';

/** Changes that are kept; they are needed while the days they belong to are looked at. */
const KEPT = 20;

/** Whether a person was hidden at an instant (UTC seconds). */
export function hiddenAt(
  { hidden, hiding = [] }: Pick<PersonDoc, 'hidden' | 'hiding'>,
  at: number,
) {
  const last = hiding.filter((change) => change.at <= at).at(-1);
  if (last) return last.hidden;
  const [next] = hiding;
  return next ? !next.hidden : hidden;
}

/** The changes with one more, if it is one. */
export function withHiding(person: PersonDoc, hidden: boolean, at: number): Hiding[] {
  const before = person.hiding ?? [];
  return hidden === person.hidden ? before : [...before, { at, hidden }].slice(-KEPT);
}
