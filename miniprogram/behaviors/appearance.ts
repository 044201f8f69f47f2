/**
 * Every page's texts and letter size: `t` (plain words), `lang` and `pageStyle`, right again each
 * time the page is shown. Use: `behaviors: [appearance]`, and as first node of the page
 * `<page-meta page-style="{{pageStyle}}" />`. A page with `titleKey` in its data gets that word as
 * its navigation title.
 */
import { type Appearance, applyTabBar, currentAppearance } from '../words/appearance';

export const appearance = Behavior({
  data: { t: {}, lang: 'zh', pageStyle: '' } as Appearance,
  lifetimes: {
    attached() {
      this.refreshAppearance();
    },
  },
  pageLifetimes: {
    show() {
      this.refreshAppearance();
      applyTabBar();
    },
  },
  methods: {
    /** Takes over what is in force; call it after the language was changed on this page. */
    refreshAppearance() {
      const next = currentAppearance();
      const { lang, pageStyle } = this.data;
      if (
        next.lang !== lang ||
        next.pageStyle !== pageStyle ||
        Object.keys(this.data.t).length === 0
      ) {
        this.setData({ ...next });
      }
      const key = (this.data as { titleKey?: keyof Appearance['t'] }).titleKey;
      if (key) wx.setNavigationBarTitle({ title: next.t[key], fail: () => {} });
    },
  },
});
