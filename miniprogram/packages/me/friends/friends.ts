/** Who my friends are; an invitation for one more; whom I blocked. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { inviting } from '../../../behaviors/inviting';
import type { Person } from '../../../contract/api';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import {
  friendList,
  keptFriends,
  removeFriend,
  unblockPerson,
} from '../../../services/friends/index';
import { textOf } from '../../../words/index';
import { ownWords } from '../../../words/own';
import { partingWords } from '../../../words/parting';
import type { Problem } from '../../../words/problems';

interface PersonLine {
  uid: string;
  name: string;
  avatar: string;
}

const lineOf = ({ uid, name, avatar }: Person): PersonLine => ({ uid, name, avatar: avatar ?? '' });

type Tap = WxTouch<{ uid: string; name: string }>;

Component({
  behaviors: [appearance(ownWords, 'invite', 'common'), inviting],
  data: {
    titleKey: 'ownFriends',
    friends: [] as PersonLine[],
    known: false,
    /** Why it is not known who they are, or null. */
    problem: null as Problem | null,
    blocked: [] as PersonLine[],
  },
  pageLifetimes: {
    show() {
      this.paint();
      void this.load();
      void this.prepareInvite();
    },
  },
  methods: {
    paint() {
      const kept = keptFriends();
      const { friends = [], blocked = [] } = kept ?? {};
      put(this, {
        friends: friends.map(lineOf),
        blocked: blocked.map(lineOf),
        known: kept !== null,
      });
    },
    async load() {
      put(this, { problem: null });
      try {
        await friendList();
        this.paint();
      } catch (failure) {
        const problem = textOf(ownWords).problems[toAppError(failure).code];
        if (!this.data.known) put(this, { problem });
      }
    },
    onRetry() {
      reconsider();
      void this.load();
      void this.prepareInvite();
    },
    async onRemove(event: Tap) {
      const { uid, name } = event.currentTarget.dataset;
      const t = textOf(partingWords);
      const question = { title: t.partTitle(name), content: t.partHint };
      if (!(await confirmed({ ...question, yes: 'yesRemove', danger: true }))) return;
      await this.remove(uid);
    },
    async remove(uid: string) {
      try {
        await removeFriend(uid);
        this.paint();
        wx.showToast({ title: textOf(partingWords).partDone, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.remove(uid));
      }
      void this.load();
    },
    async onUnblock(event: Tap) {
      const { uid, name } = event.currentTarget.dataset;
      const t = textOf(ownWords);
      const question = { title: t.ownUnblockTitle(name), content: t.ownUnblockHint };
      if (await confirmed({ ...question, yes: 'yesUnblock' })) await this.unblock(uid);
    },
    async unblock(uid: string) {
      try {
        await unblockPerson(uid);
        this.paint();
        wx.showToast({ title: textOf(ownWords).ownUnblocked, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.unblock(uid));
      }
      void this.load();
    },
    onShareAppMessage() {
      return this.inviteCard();
    },
  },
});
