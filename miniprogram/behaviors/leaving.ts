/** Opening another page, once however often it is tapped: the way opens when this page is back. */

/** Pages that have been left. */
const left = new WeakSet<object>();

export const leaving = Behavior({
  pageLifetimes: {
    show() {
      left.delete(this);
    },
  },
  methods: {
    goTo(url: string) {
      if (left.has(this)) return;
      left.add(this);
      // It did not open: another tap may try again.
      wx.navigateTo({ url }).catch(() => left.delete(this));
    },
  },
});
