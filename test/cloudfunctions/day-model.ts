/** What a day of many people comes to, in the simplest words there are: the boards are held against it. */

export interface Walker {
  uid: string;
  /** Largest steps by slot, of what was sent. */
  slots: Map<number, number>;
  /** When the total was reached, UTC seconds. */
  reachedAt: number;
  synced: boolean;
  hidden: boolean;
  friends: Set<number>;
  groups: Set<number>;
  /** Who cheered them. */
  cheers: Set<number>;
}

/** A row as model and board both have it. */
export type Row = [uid: string, steps: number, rank: number | null];

export class DayModel {
  /** By number; who is erased is not in it. */
  readonly people = new Map<number, Walker>();

  /** `over`: when the day is, UTC seconds. */
  constructor(private readonly over: number) {}

  enter(who: number, uid: string): void {
    this.people.set(who, {
      ...{ uid, slots: new Map(), reachedAt: 0, synced: false, hidden: false },
      ...{ friends: new Set(), groups: new Set(), cheers: new Set() },
    });
  }

  upload(who: number, sent: ReadonlyMap<number, number>, at: number): void {
    const person = this.people.get(who)!;
    // While a day lasts nothing walked is an answer; of one that is over it says nothing.
    if (sent.size === 0 && at >= this.over) return;
    const before = this.steps(person);
    for (const [slot, steps] of sent) {
      person.slots.set(slot, Math.max(steps, person.slots.get(slot) ?? 0));
    }
    if (!person.synced || this.steps(person) !== before) person.reachedAt = at;
    person.synced = true;
  }

  befriend(a: number, b: number): void {
    this.people.get(a)!.friends.add(b);
    this.people.get(b)!.friends.add(a);
  }

  part(a: number, b: number): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      this.people.get(one)!.friends.delete(other);
      this.people.get(one)!.cheers.delete(other);
    }
  }

  erase(who: number): void {
    this.people.delete(who);
    for (const { friends, cheers } of this.people.values()) {
      friends.delete(who);
      cheers.delete(who);
    }
  }

  friendsOf(who: number): Row[] {
    return this.ranked([who, ...this.people.get(who)!.friends]);
  }

  groupOf(group: number): Row[] {
    return this.ranked(this.members(group));
  }

  membersOf(group: number): number {
    return this.members(group).length;
  }

  private members = (group: number) =>
    [...this.people.keys()].filter((who) => this.people.get(who)!.groups.has(group));

  /** How many would be counted for everybody's board now. */
  walkers(): number {
    return this.ranked([...this.people.keys()]).filter(([, steps]) => steps > 0).length;
  }

  private steps = ({ slots }: Walker) => [...slots.values()].reduce((a, b) => a + b, 0);

  /** Most first, of equal ones who got there first; equal steps share a rank, 0 has none. */
  private ranked(numbers: readonly number[]): Row[] {
    const all = numbers.map((who) => this.people.get(who)!);
    const seen = all.filter(({ synced, hidden }) => synced && !hidden);
    const steps = new Map(seen.map((person) => [person, this.steps(person)]));
    seen.sort(
      (a, b) =>
        steps.get(b)! - steps.get(a)! || a.reachedAt - b.reachedAt || (a.uid < b.uid ? -1 : 1),
    );
    return seen.map((person) => {
      const own = steps.get(person)!;
      const above = seen.filter((other) => steps.get(other)! > own).length;
      return [person.uid, own, own > 0 ? above + 1 : null];
    });
  }
}
