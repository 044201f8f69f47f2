/** The data of the board races: people × days, friends, a group of 500. */

export const PEOPLE = 33_334;
export const DAYS = 30;
export const FRIENDS = 200;
export const GROUP = 500;
/** Characters of a query that tell one from another. */
export const QUERY = 40;

export function dayId(person: number, day: number): string {
  return `p${person}_202603${String(day + 1).padStart(2, '0')}`;
}

/** A day document: five fields, as on a board. */
export function dayText(person: number, day: number): string {
  const steps = (person * 7919 + day * 104_729) % 20_000;
  const id = dayId(person, day);
  return (
    `{"_id":"${id}","uid":"p${person}","day":{"$numberInt":"${20_260_301 + day}"},` +
    `"steps":{"$numberInt":"${steps}"},"metres":{"$numberDouble":"${steps * 0.7 + 0.5}"},` +
    `"at":{"$date":{"$numberLong":"${1_772_323_200_000 + person}"}}}`
  );
}

/** Ids of 200 friends on one day, different for each `seed`. */
export function friendIds(seed: number): string[] {
  return Array.from({ length: FRIENDS }, (_, i) =>
    dayId((seed * 613 + i * 157) % PEOPLE, seed % DAYS),
  );
}

/** A group board as one text field: 500 lines of id, steps, time. */
export function groupText(): string {
  const rows = Array.from(
    { length: GROUP },
    (_, i) => `p${i},${(i * 7919) % 20_000},${1_772_323 + i}`,
  );
  return rows.join(';');
}
