/**
 * The day's goal as a ring; what stands inside is the slot. It grows once when the share changes.
 * A share of 1 and more is a full ring without ends.
 */

/** 600 ms in steps a slow phone can draw. */
const STEPS = 12;
const STEP_MS = 50;
/** Below this WeChat calls a phone slow; there the ring does not grow. */
const SLOW_PHONE = 15;

const easeOut = (part: number) => 1 - (1 - part) ** 3;
const timers = new WeakMap<object, ReturnType<typeof setTimeout>>();

Component({
  properties: {
    /** 0–1 and beyond; below 0 there is only the track. */
    share: { type: Number, value: 0 },
    small: { type: Boolean, value: false },
    label: { type: String, value: '' },
  },
  data: { drawn: 0, turn: 0 },
  observers: {
    share(share: number) {
      this.grow(Math.min(1, Math.max(0, share)));
    },
  },
  lifetimes: {
    detached() {
      clearTimeout(timers.get(this) ?? 0);
    },
  },
  methods: {
    grow(target: number) {
      clearTimeout(timers.get(this) ?? 0);
      const from = this.data.drawn;
      const { benchmarkLevel = -1 } = wx.getDeviceInfo();
      const still = benchmarkLevel >= 0 && benchmarkLevel < SLOW_PHONE;
      // The first value is simply there: the ring is part of the first paint.
      if (still || from === 0 || from === target) {
        this.draw(target);
        return;
      }
      const step = (count: number) => {
        this.draw(from + (target - from) * easeOut(count / STEPS));
        if (count < STEPS) timers.set(this, setTimeout(step, STEP_MS, count + 1));
      };
      step(1);
    },
    draw(drawn: number) {
      this.setData({ drawn, turn: drawn * 360 });
    },
  },
});
