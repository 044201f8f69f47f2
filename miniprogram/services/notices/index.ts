/**
 * What a person is told in the app: one line at most on the page it is about, gone once it was
 * opened. What the cloud told last is kept, so that it is there without a network.
 */
import type { Notice, NoticeKind, Output } from '../../contract/api';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { createState } from '../../phone/state';
import { stored } from '../../phone/store';
import {
  type Allowed,
  canSubscribeDevice,
  type DeviceAsked,
  subscribeDevice,
} from '../../phone/subscribe';
import { isTold, type Place } from './places';

export type { Place } from './places';

type Told = Pick<Output<'account.enter'>, 'notices' | 'templates' | 'devices'>;

const kept = stored<Told>('notices', { notices: [], templates: {}, devices: [] }, (value) =>
  Array.isArray((value as Told | null)?.notices),
);

/** What the cloud told last; pages watch it. */
export const told = createState<Told>(() => kept.get());

/** Takes what the cloud said at a start. */
export function takeTold(part: Partial<Told>): void {
  told.set(part);
  kept.set(told.get());
}

/** What is to be told on a page now, or null. */
export const noticeOn = (place: Place): Notice | null =>
  told.get().notices.find((notice) => !notice.seen && isTold(notice, place, now())) ?? null;

/**
 * The line of a page was opened: it and older ones of its kind are told no more, here at once and in
 * the cloud when it hears of it. What else there is to tell comes next.
 */
export function sawNotice(place: Place): void {
  const shown = noticeOn(place);
  if (!shown) return;
  const { kind, at: until } = shown;
  const seen = (one: Notice) => one.kind === kind && one.at <= until;
  const { notices } = told.get();
  takeTold({ notices: notices.map((one) => (seen(one) ? { ...one, seen: true } : one)) });
  // Unheard, it is told again at the next start: no harm.
  ask('notice.seen', { until, kinds: [kind] }).catch(() => {});
}

/** Whether WeChat knows bands of a model as devices whose messages it can bring. */
export const isDevice = (model: string): boolean =>
  // What an older version of the app kept knows of none.
  canSubscribeDevice() && (told.get().devices ?? []).includes(model);

/** Whether the owner of a band takes its messages, asked by WeChat in a tap with the band's ticket. */
export async function askDevice(band: string, asked: DeviceAsked): Promise<Allowed> {
  const { allowed, taken } = await subscribeDevice(asked);
  // A failed question changes nothing.
  if (allowed !== 'failed') await ask('device.allow', { band, templates: taken });
  return allowed;
}

/** The templates by which WeChat can bring these; empty where the app alone tells them. */
export const templatesOf = (kinds: readonly NoticeKind[]): string[] => [
  ...new Set(kinds.flatMap((kind) => told.get().templates[kind] ?? [])),
];
