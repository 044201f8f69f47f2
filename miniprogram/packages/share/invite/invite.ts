/** An invitation that was opened: who invites, one button to accept, and every other answer. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { decoded } from '../../../lib/query';
import { toAppError } from '../../../phone/errors';
import { acceptInvitation, openInvitation } from '../../../services/friends/index';
import { acceptedView, askingView, type InviteView, refusedView } from './view';

Component({
  behaviors: [appearance('invite', 'common')],
  data: {
    titleKey: 'inviteTitle',
    token: '',
    view: null as InviteView | null,
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
        put(this, { view: askingView(await openInvitation(this.data.token)) });
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
        put(this, { view: refusedView(toAppError(failure).code) });
      }
      put(this, { busy: false });
    },
    onButton() {
      const action = this.data.view?.action;
      if (action === 'accept') this.accept();
      else if (action === 'retry') this.ask();
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
