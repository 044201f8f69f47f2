App({
  globalData: { launches: 0, shows: 0, scene: 0 },
  onLaunch() {
    this.globalData.launches += 1;
  },
  onShow({ scene }) {
    this.globalData.shows += 1;
    this.globalData.scene = scene;
  },
});
