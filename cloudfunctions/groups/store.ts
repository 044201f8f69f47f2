import { createHash } from 'node:crypto';
import { collection } from '../cloud';

/** A chat group in which somebody joined the board. */
export interface GroupDoc {
  /** Public id. */
  _id: string;
  /** Members, for show: who was erased is in it until somebody joins or leaves. */
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

/**
 * The public id of a chat group. WeChat's own id of it is not guessed, and is stored nowhere: from the
 * one the other follows, and not back.
 */
export const groupId = (opengid: string) =>
  createHash('sha256').update(`group:${opengid}`).digest('base64url').slice(0, 24);

export const memberId = (group: string, uid: string) => `${group}_${uid}`;
