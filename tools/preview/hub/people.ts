/** Who may hold a phone: people of the preview's own, those that are handed in, and anybody else by name. */

export interface Person {
  /** Chooses the identity in the cloud. */
  user: string;
  /** WeChat nickname, offered by `<input type="nickname">`. */
  name: string;
  /** Fill of the drawn avatar. */
  colour: string;
  /** What the panel says of them beside their name. */
  mark?: string;
}

export const PEOPLE: readonly Person[] = [
  { user: 'preview-a', name: '小安', colour: '#5b8a72' },
  { user: 'preview-b', name: '小贝', colour: '#6b7fa8' },
  { user: 'preview-c', name: '小川', colour: '#a8796b' },
  { user: 'preview-d', name: '小丁', colour: '#8a6ba8' },
  { user: 'preview-e', name: '小娥', colour: '#a89a4b' },
  { user: 'preview-f', name: '小方', colour: '#4b97a8' },
];

/** A second phone of somebody: storage of its own, the same identity. */
const PHONE = /^(.+)\.(\d)$/;

/** @param phone a phone's id: the person's, or with ".2" behind it for their second phone. */
export function personOf(phone: string, known: readonly Person[]): Person {
  const [, owner, number] = PHONE.exec(phone) ?? [];
  const user = owner ?? phone;
  const person = known.find((one) => one.user === user) ?? { user, name: user, colour: '#8a7f6b' };
  return number ? { ...person, name: `${person.name} ${number}` } : person;
}

/** The id of one phone more of a person who has these. */
export function nextPhone(user: string, taken: readonly string[]): string {
  if (!taken.includes(user)) return user;
  for (let number = 2; ; number++) {
    const id = `${user}.${number}`;
    if (!taken.includes(id)) return id;
  }
}
