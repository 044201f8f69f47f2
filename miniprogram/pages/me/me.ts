/** My name, goal, friends, shares, visibility and language; what the app counts and keeps. */
import { appearance } from '../../behaviors/appearance';
import { put } from '../../behaviors/drawing';
import { inviting } from '../../behaviors/inviting';
import { leaving } from '../../behaviors/leaving';
import { noticing } from '../../behaviors/noticing';
import { watching } from '../../behaviors/watching';
import { dayOf } from '../../contract/activity';
import { BRAND } from '../../contract/catalogue/brand';
import { now } from '../../lib/clock';
import { confirmed } from '../../phone/dialog';
import { toAppError } from '../../phone/errors';
import { appVersion, openGuideline } from '../../phone/wechat';
import {
  cleanName,
  enter,
  GOALS,
  mine,
  type ProfileChange,
  reconsider,
  setConsent,
  updatePhoto,
  updateProfile,
} from '../../services/account/index';
import { withdrawSleep } from '../../services/activity/index';
import { cachedFriendBoard, friendBoard } from '../../services/boards/index';
import { friendsOn, removeFriend } from '../../services/friends/index';
import { liveShares, revokeShare } from '../../services/share/index';
import { applyTabBar } from '../../words/appearance';
import { chooseLanguage, languageChoice, text } from '../../words/index';
import type { ModalButton } from '../../words/limits';
import type { Problem } from '../../words/problems';
import {
  aboutSections,
  type FriendLine,
  friendLines,
  goalNames,
  LANGUAGES,
  languageNames,
  type MeView,
  meView,
  ruleSections,
  type Section,
  type ShareLine,
  shareLines,
} from './view';

type Sheet = 'name' | 'friends' | 'shares' | 'rules' | 'about';

const say = (title: string) => wx.showToast({ title, icon: 'none' });

/** Asks before something that cannot be undone. */
const sure = (title: string, content: string, yes: ModalButton) =>
  confirmed({ title, content, yes, danger: true });

Component({
  behaviors: [appearance('me', 'invite', 'common'), watching, leaving, inviting, noticing('me')],
  data: {
    titleKey: 'me',
    me: null as MeView | null,
    problem: null as Problem | null,
    goals: [] as string[],
    languages: [] as string[],
    version: '',
    /** Which sheet is open, or empty; `shown` keeps its content while it closes. */
    sheet: '' as Sheet | '',
    shown: '' as Sheet | '',
    sheetTitle: '',
    friends: [] as FriendLine[],
    friendsKnown: false,
    /** Why it is not known who they are, or null. */
    friendsProblem: null as Problem | null,
    shares: [] as ShareLine[],
    sections: [] as Section[],
    logo: `/${BRAND.logo}`,
    saving: false,
  },
  pageLifetimes: {
    show() {
      this.paint();
      put(this, { version: appVersion() });
      if (!mine.get().me) void this.load();
      if (!cachedFriendBoard(dayOf(now()))) this.loadFriends();
    },
  },
  methods: {
    /** Nothing here ages. */
    onPassing() {},
    paint() {
      const { me, streak } = mine.get();
      const kept = cachedFriendBoard(dayOf(now()));
      const shares = liveShares(now());
      put(this, {
        goals: goalNames(),
        languages: languageNames(),
        friends: kept ? friendLines(friendsOn(kept.board)) : [],
        friendsKnown: kept !== null,
        shares: shareLines(shares),
        me:
          me &&
          meView(me, {
            streak,
            friends: kept ? friendsOn(kept.board).length : null,
            shares: shares.length,
            choice: languageChoice(),
          }),
      });
    },
    retry() {
      reconsider();
      void this.load();
    },
    async load() {
      put(this, { problem: null });
      const error = await enter();
      if (error && !mine.get().me) {
        put(this, { problem: text().problems[error.code] });
      }
    },
    async loadFriends() {
      put(this, { friendsProblem: null });
      try {
        await friendBoard(dayOf(now()));
      } catch (failure) {
        const friendsProblem = text().problems[toAppError(failure).code];
        if (!this.data.friendsKnown) put(this, { friendsProblem });
      }
      this.paint();
    },
    open(event: WxTouch<{ sheet: Sheet }>) {
      const { sheet } = event.currentTarget.dataset;
      const t = text();
      const titles = {
        name: t.meName,
        friends: t.meFriends,
        shares: t.meShares,
        rules: t.meRules,
        about: t.meAbout,
      };
      const sections = sheet === 'about' ? aboutSections() : ruleSections();
      put(this, { sheet, shown: sheet, sheetTitle: titles[sheet], sections });
      if (sheet !== 'friends') return;
      this.loadFriends();
      void this.prepareInvite();
    },
    close() {
      put(this, { sheet: '' });
    },
    change(change: ProfileChange): Promise<boolean> {
      return this.save(() => updateProfile(change));
    },
    /** Changes the account; says why when it could not, and shows what is in force. */
    async save(work: () => Promise<unknown>): Promise<boolean> {
      put(this, { saving: true });
      try {
        await work();
        return true;
      } catch (failure) {
        say(text().problems[toAppError(failure).code].title);
        return false;
      } finally {
        put(this, { saving: false });
        this.paint();
      }
    },
    async onName(event: WechatMiniprogram.FormSubmit) {
      const name = cleanName(String(event.detail.value.name ?? ''));
      if (name === '') say(text().meNameBlank);
      else if (name === mine.get().me?.name) this.close();
      else if (await this.change({ name })) this.close();
    },
    onPhoto(event: WechatMiniprogram.CustomEvent<{ avatarUrl?: string }>) {
      const { avatarUrl } = event.detail;
      if (avatarUrl) this.save(() => updatePhoto(avatarUrl));
    },
    onGoal(event: WechatMiniprogram.PickerChange) {
      const goal = GOALS[Number(event.detail.value)];
      if (goal !== undefined && goal !== mine.get().me?.goal) this.change({ goal });
    },
    onHideSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const hidden = event.detail.value;
      const { me } = this.data;
      if (me) put(this, { me: { ...me, hidden } });
      this.change({ hidden });
    },
    /** Turning sleep off deletes what was kept, after a yes. */
    async onSleepSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const t = text();
      const { me } = this.data;
      if (me) put(this, { me: { ...me, keepsSleep: event.detail.value } });
      if (event.detail.value) await this.save(async () => setConsent('sleep', true));
      else if (await sure(t.meSleepTitle, t.meSleepText, 'meSleepYes')) {
        if (await this.save(withdrawSleep)) say(t.meSleepGone);
      } else this.paint();
    },
    /** Nothing of it is kept, so nothing is to be deleted. */
    onHeartSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const { value } = event.detail;
      const { me } = this.data;
      if (me) put(this, { me: { ...me, readsHeart: value } });
      this.save(async () => setConsent('heart-rate', value));
    },
    onLanguage(event: WechatMiniprogram.PickerChange) {
      const choice = LANGUAGES[Number(event.detail.value)] ?? null;
      void this.save(async () => {
        chooseLanguage(choice);
        this.refreshAppearance();
        applyTabBar();
      });
    },
    async onRemove(event: WxTouch<{ uid: string; name: string }>) {
      const { uid, name } = event.currentTarget.dataset;
      const t = text();
      if (!(await sure(t.meRemoveTitle(name), t.meRemoveHint, 'meRemove'))) return;
      try {
        await removeFriend(uid);
        say(t.meRemoved);
      } catch (failure) {
        say(t.problems[toAppError(failure).code].title);
      }
      this.loadFriends();
    },
    async onRevoke(event: WxTouch<{ id: string }>) {
      const t = text();
      if (!(await sure(t.meRevokeTitle, t.meRevokeHint, 'meRevoke'))) return;
      try {
        await revokeShare(event.currentTarget.dataset.id);
        say(t.meRevoked);
      } catch (failure) {
        say(t.problems[toAppError(failure).code].title);
      }
      this.paint();
    },
    onGuideline() {
      openGuideline();
    },
    onShareAppMessage() {
      return this.inviteCard();
    },
  },
});
