/**
 * A page's own words and its letter size: `t` (plain words), `lang` and `pageStyle`, right again
 * each time the page is shown. Use: `behaviors: [appearance('today', 'common')]` with the files of
 * `words/` that its WXML takes words from, and as first node of the page
 * `<page-meta page-style="{{pageStyle}}" />`. A page with `titleKey` in its data gets that word as
 * its navigation title.
 */
import { openNoted } from '../phone/launch';
import { type Appearance, applyTabBar, currentAppearance } from '../words/appearance';
import { type Group, type Texts, text } from '../words/index';
import { drawing, put } from './drawing';

/** Names of texts that are plain words. */
type Plain = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts];

export const appearance = (...groups: Group[]) =>
  Behavior({
    behaviors: [drawing],
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
        openNoted();
      },
    },
    methods: {
      /** Takes over what is in force; call it after the language was changed on this page. */
      refreshAppearance() {
        put(this, currentAppearance(groups));
        const { titleKey } = this.data as { titleKey?: Plain };
        if (titleKey) wx.setNavigationBarTitle({ title: text()[titleKey], fail: () => {} });
      },
    },
  });
