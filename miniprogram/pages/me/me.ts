/** My name, goal, visibility, language and unit, and the way to everything else that is mine. */
import { appearance } from '../../behaviors/appearance';
import { put } from '../../behaviors/drawing';
import { knowing } from '../../behaviors/knowing';
import { leaving } from '../../behaviors/leaving';
import { noticing } from '../../behaviors/noticing';
import { watching } from '../../behaviors/watching';
import { now } from '../../lib/clock';
import { complain } from '../../phone/complain';
import { appVersion } from '../../phone/wechat';
import {
  GOALS,
  mine,
  type ProfileChange,
  tellPlace,
  updateProfile,
} from '../../services/account/index';
import { hasLab } from '../../services/bands/index';
import { askFriends, keptFriends } from '../../services/friends/index';
import { erasing } from '../../services/rights/index';
import { askShares, shareCount } from '../../services/share/index';
import { applyTabBar, isStacked } from '../../words/appearance';
import { chooseLanguage, languageChoice } from '../../words/index';
import { chooseUnit, UNITS } from '../../words/units';
import { type Choice, goalNames, LANGUAGES, languages, type MeView, meView, units } from './view';

Component({
  behaviors: [appearance('me', 'common'), knowing, leaving, watching, noticing('me')],
  data: {
    titleKey: 'me',
    me: null as MeView | null,
    goals: [] as string[],
    languages: null as Choice | null,
    units: null as Choice | null,
    version: '',
    /** The lab is open. */
    lab: false,
    stacked: false,
    /** An account of this phone is being deleted. */
    erasing: false,
  },
  pageLifetimes: {
    show() {
      this.paint();
      put(this, { version: appVersion(), lab: hasLab(), erasing: erasing() !== null });
      void this.load();
    },
  },
  methods: {
    /** Nothing here ages. */
    onPassing() {},
    paint() {
      const { me, streak } = mine.get();
      const friends = keptFriends()?.friends.length ?? null;
      put(this, {
        goals: goalNames(),
        languages: languages(languageChoice()),
        units: units(),
        stacked: isStacked(),
        me: me && meView(me, { streak, friends, shares: shareCount(now()) }),
      });
    },
    /** Others may have accepted meanwhile. A row that is not told of stays without a number. */
    async load() {
      await this.know();
      if (!mine.get().me) return;
      const asked: Promise<unknown>[] = [askFriends()];
      if (shareCount(now()) === null) asked.push(askShares());
      await Promise.allSettled(asked);
      this.paint();
    },
    onOpen(event: WxTouch<{ page: string }>) {
      const { page } = event.currentTarget.dataset;
      this.goTo(`/packages/me/${page}`);
    },
    onLab() {
      this.goTo('/packages/lab/lab');
    },
    /** Changes something; says why when it could not, and shows what is in force. */
    async save(work: () => Promise<unknown>): Promise<void> {
      try {
        await work();
      } catch (failure) {
        void complain(failure, () => this.save(work));
      }
      this.paint();
    },
    change(change: ProfileChange): Promise<void> {
      return this.save(() => updateProfile(change));
    },
    onGoal(event: WechatMiniprogram.PickerChange) {
      const goal = GOALS[Number(event.detail.value)];
      if (goal !== undefined && goal !== mine.get().me?.goal) void this.change({ goal });
    },
    onHideSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const hidden = event.detail.value;
      const { me } = this.data;
      if (me) put(this, { me: { ...me, hidden } });
      void this.change({ hidden });
    },
    onLanguage(event: WechatMiniprogram.PickerChange) {
      const choice = LANGUAGES[Number(event.detail.value)] ?? null;
      void this.save(async () => {
        chooseLanguage(choice);
        this.refreshAppearance();
        applyTabBar();
        this.paintNotice();
        // What the cloud says is in it, too: the name of who has none. Why nothing is known is asked anew.
        tellPlace();
        void this.know();
      });
    },
    onUnit(event: WechatMiniprogram.PickerChange) {
      void this.save(async () => chooseUnit(UNITS[Number(event.detail.value)] ?? 'km'));
    },
  },
});
