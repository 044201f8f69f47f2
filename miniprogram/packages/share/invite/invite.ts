/** An invitation that was opened: who invites, one button to accept, and every other answer. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { decoded } from '../../../lib/query';
import { toAppError } from '../../../phone/errors';
import { acceptInvitation, openInvitation } from '../../../services/friends/index';
import { acceptedView, askingView, type InviteView, liftedView, refusedView } from './view';

Component({
  behaviors: [appearance('invite', 'common'), leaving],
  data: {
    titleKey: 'inviteTitle',
    token: '',
    view: null as InviteView | null,
    /** Whether accepting lifts a block of one's own. */
    lifts: false,
    busy: false,
  },
  methods: {
    onLoad(query: { token?: string }) {
      put(this, { token: decoded(query.token) });
      this.ask();
    },
    async ask() {
      put(this, { view: null });
      try {
        const opened = await openInvitation(this.data.token);
        put(this, { view: askingView(opened), lifts: opened.blocked === true });
      } catch (failure) {
        put(this, { view: refusedView(toAppError(failure).code) });
      }
    },
    async accept() {
      if (this.data.busy) return;
      put(this, { busy: true });
      try {
        put(this, { view: acceptedView(await acceptInvitation(this.data.token)) });
      } catch (failure) {
        const { code } = toAppError(failure);
        const lifted = this.data.lifts && code === 'invite-refused';
        put(this, { view: lifted ? liftedView() : refusedView(code) });
      }
      put(this, { busy: false });
    },
    onButton() {
      const action = this.data.view?.action;
      if (action === 'accept') this.accept();
      else if (action === 'retry') this.ask();
      else if (action === 'friends') this.goTo('/packages/me/friends/friends');
      else
        wx.switchTab({
          url: action === 'ranking' ? '/pages/ranking/ranking' : '/pages/today/today',
        });
    },
    onLater() {
      wx.switchTab({ url: '/pages/today/today' });
    },
  },
});
