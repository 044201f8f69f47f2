/**
 * Invitation cards on a page: the button that sends one is there only once its token is. In the page
 *
 *     <t-button wx:if="{{inviteReady}}" open-type="share">…</t-button>
 *     <t-button wx:elif="{{inviteProblem}}" bind:tap="prepareInvite">{{inviteProblem.button}}</t-button>
 *
 * then `this.prepareInvite()` when the button is to be seen, and `onShareAppMessage() { return
 * this.inviteCard(); }`.
 */
import { toAppError } from '../phone/errors';
import { invitationReady, prepareInvitation, takeInvitation } from '../services/friends/index';
import { text } from '../words/index';
import type { Problem } from '../words/problems';
import { put } from './drawing';

export const inviting = Behavior({
  data: {
    inviteReady: false,
    /** Why there is no invitation to send, or null. */
    inviteProblem: null as Problem | null,
  },
  methods: {
    async prepareInvite() {
      put(this, { inviteReady: invitationReady(), inviteProblem: null });
      if (this.data.inviteReady) return;
      try {
        await prepareInvitation();
        put(this, { inviteReady: true });
      } catch (failure) {
        put(this, { inviteProblem: text().problems[toAppError(failure).code] });
      }
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
