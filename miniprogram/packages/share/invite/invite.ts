/** An invitation that was opened: who invites, one button to accept, and every other answer. */
import { appearance } from '../../../behaviors/appearance';
import { decoded } from '../../../lib/query';
import { toAppError } from '../../../phone/errors';
import { acceptInvitation, openInvitation } from '../../../services/friends/index';
import { acceptedView, askingView, type InviteView, refusedView } from './view';

Component({
  behaviors: [appearance],
  data: {
    titleKey: 'inviteTitle',
    token: '',
    view: null as InviteView | null,
    busy: false,
  },
  methods: {
    onLoad(query: { token?: string }) {
      this.setData({ token: decoded(query.token) });
      this.ask();
    },
    async ask() {
      this.setData({ view: null });
      try {
        this.setData({ view: askingView(await openInvitation(this.data.token)) });
      } catch (failure) {
        this.setData({ view: refusedView(toAppError(failure).code) });
      }
    },
    async accept() {
      if (this.data.busy) return;
      this.setData({ busy: true });
      try {
        this.setData({ view: acceptedView(await acceptInvitation(this.data.token)) });
      } catch (failure) {
        this.setData({ view: refusedView(toAppError(failure).code) });
      }
      this.setData({ busy: false });
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
