/**
 * A night as one bar of its stages, and how long each was. For a screen reader the bar is one
 * picture with a summary; the lengths below it are text.
 */

/** A piece of the bar; `none` is where the band said nothing. */
export interface NightPiece {
  /** Its place in the bar. */
  at: number;
  /** deep · light · rem · awake · none */
  stage: string;
  seconds: number;
}

/** "深睡 2 小时 20 分" */
export interface NightStage {
  stage: string;
  name: string;
  time: string;
}

Component({
  properties: {
    pieces: { type: Array, value: [] as NightPiece[] },
    stages: { type: Array, value: [] as NightStage[] },
    label: { type: String, value: '' },
  },
});
