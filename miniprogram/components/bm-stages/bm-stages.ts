/**
 * A sync under way: what is being done, how far, and the five stages. Progress is drawn as it is
 * given; it is the sync's promise that it never goes back.
 */
import type { StagesView } from './stages';

Component({
  properties: {
    view: { type: Object, value: { stages: [] as StagesView['stages'] } as Partial<StagesView> },
  },
});
