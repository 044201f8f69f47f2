import { collection } from '../cloud';

/** A chat group in which somebody joined the board. */
export interface GroupDoc {
  /** Public id. */
  _id: string;
  /** Members, for show. */
  n: number;
  /** Whether guests may see the board. */
  guests: boolean;
  /** Changes with every join and leave. */
  turn: string;
}

/** A person in a group: a member, or a guest for an hour. */
export interface MemberDoc {
  /** `group_uid`. */
  _id: string;
  group: string;
  uid: string;
  state: 'guest' | 'member';
  /**
   * Where they stand in stored lists, of members: a list names seats and no person, so that it means
   * nobody once the membership is gone.
   */
  seat?: string;
  /** UTC seconds at which a guest's view ends. */
  until?: number;
  /** UTC seconds since when. */
  at: number;
}

export const groups = collection<GroupDoc>('groups');
export const members = collection<MemberDoc>('members');

export const memberId = (group: string, uid: string) => `${group}_${uid}`;
