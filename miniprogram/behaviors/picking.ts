/**
 * A chart in which a finger picks: a tap anywhere, or a finger that goes across it; one that goes up
 * or down scrolls. In the component's WXML: `<view class="plot" bindtap="onPlotTap"
 * bindtouchstart="onPlotTouch" bindtouchmove="onPlotDrag">`.
 */

/** Where the finger came down, by chart. */
const starts = new WeakMap<object, { clientX: number; clientY: number }>();

const part = (at: number, from: number, length: number): number =>
  Math.min(1, Math.max(0, (at - from) / length));

export const picking = Behavior({
  methods: {
    onPlotTap(event: WechatMiniprogram.TouchEvent) {
      const [finger] = event.changedTouches;
      if (finger) this.findPlot(finger);
    },
    onPlotTouch(event: WechatMiniprogram.TouchEvent) {
      const [finger] = event.touches;
      if (finger) starts.set(this, finger);
    },
    onPlotDrag(event: WechatMiniprogram.TouchEvent) {
      const [finger] = event.touches;
      const start = starts.get(this);
      if (!finger || !start) return;
      const across = Math.abs(finger.clientX - start.clientX);
      if (across > Math.abs(finger.clientY - start.clientY)) this.findPlot(finger);
    },
    findPlot({ clientX, clientY }: { clientX: number; clientY: number }) {
      this.createSelectorQuery()
        .select('.plot')
        .boundingClientRect((box) => {
          if (!box || box.width <= 0 || box.height <= 0) return;
          this.pickAt(part(clientX, box.left, box.width), part(clientY, box.top, box.height));
        })
        .exec();
    },
    /** The component's own: what lies there, as parts of the plot's width and height. */
    pickAt(_x: number, _y: number): void {},
  },
});
