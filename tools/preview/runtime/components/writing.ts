/** input and textarea, on the page document's own fields. */
import { phone } from '../phone';
import type { BuiltIn, Host } from './built-in';

const properties = {
  value: '',
  type: 'text',
  password: false,
  placeholder: '',
  placeholderStyle: '',
  placeholderClass: '',
  disabled: false,
  maxlength: 140,
  cursorSpacing: 0,
  autoFocus: false,
  focus: false,
  confirmType: 'done',
  confirmHold: false,
  cursor: -1,
  selectionStart: -1,
  selectionEnd: -1,
  adjustPosition: true,
  holdKeyboard: false,
  alwaysEmbed: false,
  name: '',
  autoHeight: false,
  fixed: false,
  showConfirmBar: true,
  disableDefaultPadding: false,
  autoFill: '',
  cursorColor: '',
  allowSpeechInput: false,
};

const MODES: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' };

/** What the phone's keyboards for numbers can type. */
const ALLOWED: Record<string, (value: string) => string> = {
  number: (value) => value.replace(/\D/g, ''),
  digit: (value) => value.replace(/[^\d.]/g, '').replace(/(\..*)\./g, '$1'),
  idcard: (value) => value.replace(/[^\dXx]/g, ''),
};

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What a property does to the field. */
const APPLY: Record<string, (host: Host, field: Field) => void> = {
  value(host, field) {
    if (field.value === host.text('value')) return;
    field.value = host.text('value');
    grow(host, field);
  },
  placeholder(host, field) {
    field.placeholder = host.text('placeholder');
  },
  disabled(host, field) {
    field.disabled = host.flag('disabled');
  },
  maxlength(host, field) {
    if (host.number('maxlength') < 0) field.removeAttribute('maxlength');
    else field.maxLength = host.number('maxlength');
  },
  type(host, field) {
    field.inputMode = MODES[host.text('type')] ?? '';
    hide(host, field);
  },
  password: hide,
  focus(host, field) {
    if (host.flag('focus')) field.focus();
    else field.blur();
  },
  placeholderStyle(host) {
    const colour = /(?:^|;)\s*color\s*:\s*([^;]+)/.exec(host.text('placeholderStyle'))?.[1];
    host.element.style.setProperty('--placeholder', colour ?? null);
  },
};

function hide(host: Host, field: Field): void {
  const secret = host.flag('password') || host.text('type') === 'safe-password';
  if (field.tagName === 'INPUT') (field as HTMLInputElement).type = secret ? 'password' : '';
}

function setup(host: Host, field: Field) {
  let composing = false;
  const write = (value: string) => {
    field.value = value;
    entered();
  };
  const entered = () => {
    if (composing) return;
    const allowed = ALLOWED[host.text('type')]?.(field.value) ?? field.value;
    if (allowed !== field.value) field.value = allowed;
    grow(host, field);
    host.set('value', field.value);
    host.emit('input', { value: field.value, cursor: field.selectionStart ?? 0, keyCode: 0 });
  };
  field.addEventListener('compositionstart', () => {
    composing = true;
  });
  field.addEventListener('compositionend', () => {
    composing = false;
    entered();
  });
  field.addEventListener('input', entered);
  field.addEventListener('focus', () => {
    host.emit('focus', { value: field.value, height: 0 });
    if (host.text('type') === 'nickname') phone.offerNickname(write);
  });
  field.addEventListener('blur', () => {
    host.emit('blur', { value: field.value, cursor: field.selectionStart ?? 0 });
    if (host.text('type') === 'nickname') {
      phone.offerNickname(null);
      host.emit('nicknamereview', { pass: true, timeout: false });
    }
  });
  field.addEventListener('keydown', (event) => {
    const single = field.tagName === 'INPUT' || host.text('confirmType') !== 'return';
    if ((event as KeyboardEvent).key !== 'Enter' || composing || !single) return;
    host.emit('confirm', { value: field.value });
    if (!host.flag('confirmHold')) field.blur();
  });
  return {
    attached() {
      host.element.append(field);
      if (host.flag('autoFocus')) field.focus();
      requestAnimationFrame(() => grow(host, field));
    },
    changed(name: string) {
      APPLY[name]?.(host, field);
      const label = host.element.getAttribute('aria-label');
      if (label) field.setAttribute('aria-label', label);
    },
    control: { value: () => field.value, reset: () => write('') },
    activate: () => field.focus(),
  };
}

function grow(host: Host, field: Field): void {
  if (!host.flag('autoHeight')) return;
  field.style.height = 'auto';
  host.element.style.height = `${field.scrollHeight}px`;
  field.style.height = '100%';
}

export const WRITING: readonly BuiltIn[] = [
  { name: 'input', properties, setup: (host) => setup(host, host.page.createElement('input')) },
  {
    name: 'textarea',
    properties: { ...properties, confirmType: 'return' },
    setup: (host) => setup(host, host.page.createElement('textarea')),
  },
];
