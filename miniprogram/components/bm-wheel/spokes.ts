/** The day wheel: 24 spokes, midnight on top, clockwise; length is the hour's share of the largest. */
export interface Spoke {
  hour: number;
  /** Degrees clockwise from the top. */
  angle: number;
  /** 0–1 of the largest hour. */
  share: number;
}

/** One spoke per hour; all shares are 0 on a day without steps. Missing hours count as 0. */
export function spokesOf(hours: readonly number[]): Spoke[] {
  const most = Math.max(0, ...hours);
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    angle: hour * 15 + 7.5,
    share: most > 0 ? Math.round((1000 * (hours[hour] ?? 0)) / most) / 1000 : 0,
  }));
}

/** The hour with the most steps, the first of equals, or null on a day without steps. */
export function busiestHour(hours: readonly number[]): number | null {
  const most = Math.max(0, ...hours);
  return most > 0 ? hours.indexOf(most) : null;
}
