/**
 * A name inside Chinese stands apart where it begins or ends in Latin: "联系 iHealth 客服", "联系咕咚客服",
 * "步友 3D7B 想用环友". The stars of a masked name are no letters: "林*的一天".
 */
export const apart = (name: string): string =>
  `${/^[ -)+-~]/.test(name) ? ' ' : ''}${name}${/[ -)+-~]$/.test(name) ? ' ' : ''}`;

/** The same at the end of a sentence: "关于 iHealth", "关于环友". */
export const behind = (name: string): string => apart(name).trimEnd();

/** The same at its beginning: "Walker 想用环友". */
export const ahead = (name: string): string => apart(name).trimStart();

/** A Chinese name stays on one line; where a Latin one has a space it may go on below. */
export const together = (name: string): string =>
  name.replace(/[\d\u4e00-\u9fff](?=[\d\u4e00-\u9fff])/g, '$&\u2060');

/** So does a date in a sentence: "11月29日前", "by 29 Nov". */
export const whole = (date: string): string => together(date.replace(' ', '\u00a0'));

/** Between two things that are told: no line begins with the dot. */
export const DOT = '\u00a0· ';
