/**
 * A page's own words and its letter size: `t` (plain words), `lang` and `pageStyle`, right again
 * each time the page is shown. Use: `behaviors: [appearance('today', 'common')]` with the files of
 * `words/` that its WXML takes words from (a page of a subpackage hands in its own file), and as
 * first node of the page
 * `<page-meta page-style="{{pageStyle}}" />`. A page with `titleKey` in its data gets that word as
 * its navigation title; on a narrow screen the one named `…Short`, where there is one.
 */
import { openNoted } from '../phone/launch';
import {
  type Appearance,
  applyTabBar,
  barTitle,
  currentAppearance,
  type PageWords,
} from '../words/appearance';
import type { Device } from '../words/device';
import { drawing, put } from './drawing';

export const appearance = (...groups: PageWords[]) =>
  Behavior({
    behaviors: [drawing],
    data: { t: {}, lang: 'zh', device: 'band', pageStyle: '' } as Appearance,
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
      /** What the page is about; its own, where it is of one device. */
      device(): Device {
        return 'band';
      },
      /** Says it as it is now; to be called where the device may have become another. */
      followDevice() {
        if (this.device() !== this.data.device) this.refreshAppearance();
      },
      /** Takes over what is in force; call it after the language was changed on this page. */
      refreshAppearance() {
        put(this, currentAppearance(groups, this.device()));
        const { t } = this.data;
        const key = (this.data as { titleKey?: string }).titleKey ?? '';
        const title = barTitle(t[key] ?? '', t[`${key}Short`]);
        if (title) wx.setNavigationBarTitle({ title, fail: () => {} });
      },
    },
  });
