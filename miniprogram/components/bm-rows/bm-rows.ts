/**
 * Lines of a board. Fires `cheer` with the row's uid when the heart of another person's row is tapped,
 * and where rows `open`, `open` when the rest of it is, and `cheers` for the own heart; the page decides
 * what it means. One component for a few of them: what a component costs is most of what a line does.
 */
import { derive } from '../../behaviors/drawing';
import type { RowView } from './row';

type Tap = WechatMiniprogram.BaseEvent<
  WechatMiniprogram.IAnyObject,
  WechatMiniprogram.IAnyObject,
  { uid: string }
>;

Component({
  properties: {
    rows: { type: Array, value: [] as RowView[] },
    /** Large letters: steps and age stand under the name. */
    stacked: { type: Boolean, value: false },
    /** The only row of the board: the own tint has nothing to tell apart. */
    alone: { type: Boolean, value: false },
    /** Others with a number can be opened. */
    opens: { type: Boolean, value: false },
    /** Whether there are hearts: not for somebody who only looks on. */
    hearts: { type: Boolean, value: true },
  },
  /** The photo that did not load, by uid. */
  data: { failed: {} as Record<string, string> },
  methods: {
    rowOf({ currentTarget }: Tap): RowView | undefined {
      const { uid } = currentTarget.dataset;
      return (this.data.rows as RowView[]).find((row) => row.uid === uid);
    },
    onPhotoError(event: Tap) {
      const row = this.rowOf(event);
      if (row) derive(this, { failed: { ...this.data.failed, [row.uid]: row.avatar } });
    },
    onOpen({ currentTarget }: Tap) {
      this.triggerEvent('open', { uid: currentTarget.dataset.uid });
    },
    onCheer(event: Tap) {
      const row = this.rowOf(event);
      if (!row || row.absent) return;
      if (!row.own) this.triggerEvent('cheer', { uid: row.uid });
      else if (this.data.opens) this.triggerEvent('cheers');
    },
  },
});
