/** Groups with a board: entered by WeChat's proof, joined and left by each for themselves. */
import type { DayKey } from '../../contract/activity';
import type { GroupBoard } from '../../contract/api';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { groupProof } from '../../phone/group';
import { stored } from '../../phone/store';

/** The group whose board is looked at. */
export interface CurrentGroup {
  group: string;
  member: boolean;
  /** Whether the group lets guests look. */
  mayView: boolean;
  /** UTC seconds until which a guest may look; null for members. */
  until: number | null;
}

/** A group the person is a member of. */
export interface OwnGroup {
  group: string;
  count: number;
}

/** The first page of a group's day, and when this phone received it (UTC seconds). */
export interface KeptGroup {
  board: GroupBoard;
  group: string;
  receivedAt: number;
}

/** Boards kept for the first paint. */
const KEPT = 3;

const named = (value: unknown) => typeof (value as CurrentGroup | null)?.group === 'string';
const current = stored<CurrentGroup | null>('groups.current', null, named);
/** WeChat's ids of groups, by ours: for `open-data`, which alone can show a name. */
const names = stored<Record<string, string>>(
  'groups.names',
  {},
  (value) => typeof value === 'object' && value !== null,
);
const kept = stored<KeptGroup[]>('groups.boards', [], Array.isArray);

export const currentGroup = (): CurrentGroup | null => current.get();

/** What `open-data` needs to show a group's name; empty where this phone never opened its card. */
export const openGidOf = (group: string): string => names.get()[group] ?? '';

/** Whether the person may look at the current group now. */
export const looksOn = ({ member, mayView, until }: CurrentGroup): boolean =>
  member || (mayView && (until ?? 0) > now());

/** Looks at a group of one's own. */
export function chooseGroup(group: string): void {
  current.set({ group, member: true, mayView: true, until: null });
}

/** Opens the group in which a card was tapped. Rejects with an AppError, `proof-refused` among them. */
export async function openGroup(): Promise<void> {
  const {
    openGid,
    count: _count,
    ...opened
  } = await ask('group.open', {
    proof: await groupProof(),
  });
  names.set({ ...names.get(), [opened.group]: openGid });
  current.set(opened);
}

/** Joins the group in which a card was tapped. Rejects with an AppError: `too-many` when it is full. */
export async function joinGroup(): Promise<void> {
  const { group } = await ask('group.join', { proof: await groupProof() });
  forget(group);
  chooseGroup(group);
}

/** Leaves a group: gone from its board at once. Rejects with an AppError. */
export async function leaveGroup(group: string): Promise<void> {
  await ask('group.leave', { group });
  forget(group);
  if (current.get()?.group === group) current.clear();
}

/** Cheers another member; the cloud's count. Rejects with an AppError. */
export async function cheerMember(group: string, to: string, day: DayKey): Promise<number> {
  return (await ask('cheer.send', { to, day, group })).cheers;
}

/** The person's groups. Without a current one, the first is. Rejects with an AppError. */
export async function ownGroups(): Promise<OwnGroup[]> {
  const { groups } = await ask('group.list', {});
  if (!current.get() && groups[0]) chooseGroup(groups[0].group);
  return groups;
}

/** A group's day as this phone last saw it, or null. */
export const cachedGroupBoard = (group: string, day: DayKey): KeptGroup | null =>
  kept.get().find((one) => one.group === group && one.board.day === day) ?? null;

/** The first page of a group's day; it is kept. Rejects with an AppError. */
export async function groupBoard(group: string, day: DayKey): Promise<KeptGroup> {
  const board = await ask('board.group', { group, day });
  const entry = { board, group, receivedAt: now() };
  const others = kept.get().filter((one) => one.group !== group || one.board.day !== day);
  kept.set([entry, ...others].slice(0, KEPT));
  return entry;
}

/**
 * The page after one. A list that is no longer there begins again: then the version is another.
 * Rejects with an AppError.
 */
export const nextPage = (group: string, { day, version, next }: GroupBoard): Promise<GroupBoard> =>
  ask('board.group', { group, day, version, ...(next === null ? {} : { from: next }) });

const forget = (group: string): void => {
  kept.set(kept.get().filter((one) => one.group !== group));
};
