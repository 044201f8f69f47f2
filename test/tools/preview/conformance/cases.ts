/** One page each that shows how WeChat behaves, and what must come of it. */
import type { FrameLocator, Page } from 'playwright-core';

export interface Case {
  /** Also the page's path: `pages/<name>`. */
  name: string;
  /** File endings or paths to texts; `js` and `wxml` are the page's own. */
  files: Record<string, string>;
  /** What a person does, and what is seen that `said` cannot tell. */
  act?(view: FrameLocator, phone: Page): Promise<void>;
  /** The lines that the page's `say` is given, in order. */
  said?: string[];
  /** What the console warns of. */
  warned?: string[];
  /** What the page says of its own faults; none when absent. */
  problem?: RegExp;
}

/** `say('…')` in a page's script. */
export const SAY = 'const say = (line) => getApp().say(line);';
