/**
 * A sync under way: what is being done, how far, and the five stages. Progress is drawn as it is
 * given; it is the sync's promise that it never goes back.
 */

/** Every word is ready. */
export interface StagesView {
  title: string;
  /** "iHealth AM3 · 第 3 天，共 7 天" */
  line: string;
  percent: number;
  stages: { name: string; state: 'done' | 'now' | 'later' }[];
  /** With large letters only the stage that is under way. */
  single: boolean;
}

Component({
  properties: {
    view: { type: Object, value: { stages: [] as StagesView['stages'] } as Partial<StagesView> },
  },
});
