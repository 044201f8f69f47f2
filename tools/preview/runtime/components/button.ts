/** button, with the open types that the preview can answer. */
import { chooseAvatar } from '../avatar';
import { phone } from '../phone';
import { openSetting } from '../settings-sheets';
import { shareToChat } from '../sharing';
import { openSupportChat } from '../support-chat';
import { type BuiltIn, type Host, instanceOf } from './built-in';

const button: BuiltIn = {
  name: 'button',
  properties: {
    size: 'default',
    type: 'default',
    plain: false,
    disabled: false,
    loading: false,
    formType: '',
    openType: '',
    hoverClass: 'button-hover',
    lang: 'en',
    sessionFrom: '',
    sendMessageTitle: '',
    sendMessagePath: '',
    sendMessageImg: '',
    showMessageCard: false,
    appParameter: '',
    activityType: null,
    entrancePath: '',
    needShowEntrance: true,
    phoneNumberNoQuotaToast: true,
    name: '',
  },
  setup(host) {
    host.element.setAttribute('role', 'button');
    host.on('tap', () => {
      if (host.flag('disabled')) return;
      submit(host);
      OPEN[host.text('openType')]?.(host);
    });
    return {
      activate: () => host.emit('tap', {}, true),
      changed(name) {
        const { element } = host;
        if (name === 'disabled' || name === 'plain' || name === 'loading') {
          element.toggleAttribute(name, host.flag(name));
          if (name === 'disabled') element.setAttribute('aria-disabled', String(host.flag(name)));
        }
        if (name === 'type' || name === 'size') element.setAttribute(name, host.text(name));
      },
    };
  },
};

interface FormNode {
  submit(): void;
  reset(): void;
}

function submit(host: Host): void {
  const kind = host.text('formType');
  if (kind !== 'submit' && kind !== 'reset') return;
  const element = host.element.closest('wx-form');
  const node = element && (instanceOf(element)?.behaviour.node?.() as FormNode | undefined);
  node?.[kind]();
}

/** In single-page mode none of these answer, as in Moments. */
const OPEN: Record<string, (host: Host) => void> = {
  share: (host) =>
    alive(() =>
      shareToChat('button', {
        id: host.component.id,
        dataset: { ...(host.component.dataset ?? {}) },
      }),
    ),
  contact: (host) =>
    alive(() => {
      openSupportChat({
        sessionFrom: host.text('sessionFrom'),
        card: host.flag('showMessageCard')
          ? { title: host.text('sendMessageTitle'), path: host.text('sendMessagePath') }
          : null,
        closed: () => host.emit('contact', { errMsg: 'enterContact:ok', path: '', query: {} }),
      });
    }),
  chooseAvatar: (host) =>
    alive(() => {
      void chooseAvatar().then((avatarUrl) => {
        if (avatarUrl) host.emit('chooseavatar', { avatarUrl });
      });
    }),
  openSetting: (host) =>
    alive(() => {
      void openSetting().then((authSetting) =>
        host.emit('opensetting', { errMsg: 'openSetting:ok', authSetting }),
      );
    }),
  agreePrivacyAuthorization: (host) =>
    alive(() => {
      phone.agreePrivacy();
      host.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
    }),
};

function alive(task: () => void): void {
  if (!phone.single) task();
}

export const BUTTON: readonly BuiltIn[] = [button];
