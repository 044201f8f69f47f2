/**
 * The customer-service chat behind `<button open-type="contact">`. What happens in it reaches the
 * cloud as WeChat's message pushes; what functions send by openapi appears in it.
 */
import { h } from './dom';
import { phone } from './phone';

export interface SupportOptions {
  sessionFrom: string;
  card: { title: string; path: string } | null;
  closed(): void;
}

/** The mini program's original id, as pushes name it. */
const TO = 'gh_preview';

interface Reply {
  touser?: string;
  msgtype?: string;
  text?: { content?: string };
  link?: { title?: string; url?: string };
  miniprogrampage?: { title?: string };
}

export function openSupportChat({ sessionFrom, card, closed }: SupportOptions): void {
  const { person, hub } = phone;
  const session = h('p', { class: 'session', testid: 'support-session' }, sessionFrom);
  const lines = h('div', { class: 'panel-body', testid: 'support-lines' }, session);
  const say = (text: string, mine: boolean) => {
    const bubble = h('p', { class: mine ? 'bubble mine' : 'bubble' }, text);
    lines.append(bubble);
    lines.scrollTop = lines.scrollHeight;
    return bubble;
  };
  /** A message of one's own is pale until it has arrived. */
  const send = async (text: string, fields: Record<string, unknown>) => {
    const bubble = say(text, true);
    bubble.classList.add('sending');
    await push({ ...fields, MsgId: messageId() });
    bubble.classList.remove('sending');
    bubble.dataset.testid = 'support-sent';
  };
  const push = async (fields: Record<string, unknown>) => {
    const message = {
      ToUserName: TO,
      CreateTime: Math.floor(hub.clock.now() / 1000),
      ...fields,
    };
    try {
      await hub.cloud.push(person.user, message);
    } catch (error) {
      phone.note('push', error instanceof Error ? error.message : String(error));
    }
  };
  const field = h('input', { placeholder: '说点什么', testid: 'support-text' });
  const entry = h(
    'form',
    {
      class: 'chat-entry',
      onsubmit: (event: Event) => {
        event.preventDefault();
        const text = field.value.trim();
        if (!text) return;
        field.value = '';
        void send(text, { MsgType: 'text', Content: text });
      },
    },
    field,
    h('button', { class: 'primary', testid: 'support-send' }, '发送'),
  );
  let self = '';
  void hub.cloud.openid(person.user).then((openid) => {
    self = openid;
  });
  const stop = hub.cloud.onOpenapi(({ name, params }) => {
    const reply = params as Reply;
    if (!name.startsWith('customerServiceMessage.send')) return;
    if (self && reply.touser !== self) return;
    const link = reply.link && `${reply.link.title ?? ''}\n${reply.link.url ?? ''}`;
    say(reply.text?.content ?? link ?? reply.miniprogrampage?.title ?? `[${reply.msgtype}]`, false);
  });
  const body = h('div', { style: 'display:contents' }, lines, entry);
  phone.overlays.panel('客服会话', body, () => {
    stop();
    closed();
  });
  void push({ MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: sessionFrom });
  if (card?.title) {
    const { title, path } = card;
    void send(title, { MsgType: 'miniprogrampage', Title: title, PagePath: path });
  }
}

const messageId = (): number => phone.hub.clock.now() * 1000 + Math.floor(Math.random() * 1000);
