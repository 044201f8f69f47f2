/**
 * The day's goal as a ring; what stands inside is the slot. It grows once when the share changes.
 * A share of 1 and more is a full ring without ends.
 */
import { derive } from '../../behaviors/drawing';

/** Below this WeChat calls a phone slow; there the ring does not grow. */
const SLOW_PHONE = 15;
/** Short of the goal a gap of 6 px stays open between the round ends, in degrees. */
const ALMOST = 346;

Component({
  properties: {
    /** 0–1 and beyond; below 0 there is only the track. */
    share: { type: Number, value: 0 },
    small: { type: Boolean, value: false },
    label: { type: String, value: '' },
  },
  data: { drawn: 0, turn: 0, grows: false },
  observers: {
    share(share: number) {
      this.grow(Math.min(1, Math.max(0, share)));
    },
  },
  methods: {
    /** One value for the view, which draws the way there by itself. */
    grow(drawn: number) {
      const { benchmarkLevel = -1 } = wx.getDeviceInfo();
      const still = benchmarkLevel >= 0 && benchmarkLevel < SLOW_PHONE;
      // The first value is simply there: the ring is part of the first paint.
      const grows = !still && this.data.drawn > 0;
      const turn = drawn < 1 ? Math.min(drawn * 360, ALMOST) : 360;
      if (drawn !== this.data.drawn) derive(this, { drawn, turn, grows });
    },
  },
});
