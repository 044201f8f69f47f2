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
  askFriends,
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
        await askFriends();
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
      await this.part(() => removeFriend(uid), t.partDone);
    },
    async onUnblock(event: Tap) {
      const { uid, name } = event.currentTarget.dataset;
      const t = textOf(ownWords);
      const question = { title: t.ownUnblockTitle(name), content: t.ownUnblockHint };
      if (!(await confirmed({ ...question, yes: 'yesUnblock' }))) return;
      await this.part(() => unblockPerson(uid), t.ownUnblocked);
    },
    /** Takes somebody off a list, or says why not; then asks for both anew. */
    async part(work: () => Promise<void>, done: string) {
      try {
        await work();
        this.paint();
        wx.showToast({ title: done, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.part(work, done));
      }
      void this.load();
    },
    onShareAppMessage() {
      return this.inviteCard();
    },
  },
});
