/**
 * Invitation cards on a page: the button that sends one is there only once its token is. In the page
 *
 *     <t-button wx:if="{{inviteReady}}" open-type="share">…</t-button>
 *     <t-button wx:elif="{{inviteProblem}}" bind:tap="onInviteAgain">{{inviteProblem.button}}</t-button>
 *
 * then `this.prepareInvite()` when the button is to be seen, and `onShareAppMessage() { return
 * this.inviteCard(); }`.
 */
import { toAppError } from '../phone/errors';
import { reconsider } from '../services/account/index';
import { invitationReady, prepareInvitation, takeInvitation } from '../services/friends/index';
import { text } from '../words/index';
import { type Problem, problemLine } from '../words/problems';
import { DOT } from '../words/spacing';
import { put } from './drawing';

export const inviting = Behavior({
  data: {
    inviteReady: false,
    /** Why there is no invitation to send, or null. */
    inviteProblem: null as (Problem & { line: string; act: string }) | null,
  },
  methods: {
    async prepareInvite() {
      put(this, { inviteReady: invitationReady(), inviteProblem: null });
      if (this.data.inviteReady) return;
      try {
        await prepareInvitation();
        put(this, { inviteReady: true });
      } catch (failure) {
        const problem = text().problems[toAppError(failure).code];
        const act = problem.title + DOT + problem.button;
        put(this, { inviteProblem: { ...problem, line: problemLine(problem), act } });
      }
    },
    /** A tap: a no of before is no answer any more. */
    onInviteAgain() {
      reconsider();
      void this.prepareInvite();
    },
    /** What WeChat sends. Also the menu sends it, at any time: then perhaps without an invitation, and so it says. */
    inviteCard(): { title: string; path: string } {
      const path = takeInvitation();
      if (!path) return { title: text().shareApp, path: '/pages/ranking/ranking' };
      void this.prepareInvite();
      return { title: text().inviteCard, path };
    },
  },
});
