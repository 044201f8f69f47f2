Page({
  data: { log: '' },
  onShow() {
    this.setData({ log: `${this.data.log}|show` });
  },
  onTabItemTap({ index }) {
    this.setData({ log: `${this.data.log}|tab ${index}` });
  },
  onEnd() {
    this.setData({ log: `${this.data.log}|end` });
  },
});
