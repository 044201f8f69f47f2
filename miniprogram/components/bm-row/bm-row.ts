/**
 * One line of a board. Fires `cheer` with the row's uid when the heart of another person's row is
 * tapped, and where it `opens`, `open` when the rest of it is, and `cheers` for the own heart; the page
 * decides what it means.
 */
import { derive } from '../../behaviors/drawing';
import { BLANK_ROW, type RowView } from './row';

Component({
  properties: {
    row: { type: Object, value: BLANK_ROW },
    /** Large letters: steps and age stand under the name. */
    stacked: { type: Boolean, value: false },
    /** The only row of the board: the own tint has nothing to tell apart. */
    alone: { type: Boolean, value: false },
    /** Others with a number can be opened. */
    opens: { type: Boolean, value: false },
    /** Whether there are hearts: not for somebody who only looks on. */
    hearts: { type: Boolean, value: true },
  },
  /** The photo that did not load. */
  data: { failed: '' },
  methods: {
    onPhotoError() {
      derive(this, { failed: (this.data.row as RowView).avatar });
    },
    onOpen() {
      this.triggerEvent('open', { uid: (this.data.row as RowView).uid });
    },
    onCheer() {
      const { uid, own, absent } = this.data.row as RowView;
      if (!own && !absent) this.triggerEvent('cheer', { uid });
      if (own && this.data.opens) this.triggerEvent('cheers');
    },
  },
});
