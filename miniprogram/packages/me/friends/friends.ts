/** Who my friends are; an invitation for one more. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { inviting } from '../../../behaviors/inviting';
import { dayOf } from '../../../contract/activity';
import { now } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { cachedFriendBoard, friendBoard } from '../../../services/boards/index';
import { friendsOn, removeFriend } from '../../../services/friends/index';
import { textOf } from '../../../words/index';
import { ownWords } from '../../../words/own';
import { partingWords } from '../../../words/parting';
import type { Problem } from '../../../words/problems';

interface FriendLine {
  uid: string;
  name: string;
  avatar: string;
}

Component({
  behaviors: [appearance(ownWords, 'invite', 'common'), inviting],
  data: {
    titleKey: 'ownFriends',
    friends: [] as FriendLine[],
    known: false,
    /** Why it is not known who they are, or null. */
    problem: null as Problem | null,
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
      const kept = cachedFriendBoard(dayOf(now()));
      const people = kept ? friendsOn(kept.board) : [];
      const friends = people.map(({ uid, name, avatar }) => ({ uid, name, avatar: avatar ?? '' }));
      put(this, { friends, known: kept !== null });
    },
    async load() {
      put(this, { problem: null });
      try {
        await friendBoard(dayOf(now()));
      } catch (failure) {
        const problem = textOf(ownWords).problems[toAppError(failure).code];
        if (!this.data.known) put(this, { problem });
      }
      this.paint();
    },
    onRetry() {
      reconsider();
      void this.load();
      void this.prepareInvite();
    },
    async onRemove(event: WxTouch<{ uid: string; name: string }>) {
      const { uid, name } = event.currentTarget.dataset;
      const t = textOf(partingWords);
      const question = { title: t.partTitle(name), content: t.partHint };
      if (!(await confirmed({ ...question, yes: 'yesRemove', danger: true }))) return;
      await this.remove(uid);
    },
    async remove(uid: string) {
      try {
        await removeFriend(uid);
        wx.showToast({ title: textOf(partingWords).partDone, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.remove(uid));
      }
      void this.load();
    },
    onShareAppMessage() {
      return this.inviteCard();
    },
  },
});
