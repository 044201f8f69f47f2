/** What a person operates: switch, slider, checkbox, radio, progress, form. */
import { fieldsIn } from '../form-fields';
import { type BuiltIn, type Host, instanceOf, instancesIn } from './built-in';

const form: BuiltIn = {
  name: 'form',
  properties: { reportSubmit: false, reportSubmitTimeout: 0 },
  setup: (host) => ({
    node: () => ({
      submit() {
        const value: Record<string, unknown> = {};
        for (const { name, control } of controlsIn(host.element)) value[name] = control.value();
        for (const field of fieldsIn(host.component)) value[field.name] = field.value;
        host.emit('submit', { value });
      },
      reset() {
        for (const { control } of controlsIn(host.element)) control.reset();
        host.emit('reset');
      },
    }),
  }),
};

const controlsIn = (element: Element) =>
  instancesIn(element).flatMap(({ host, behaviour: { control } }) => {
    const name = host.text('name');
    return control && name ? [{ name, control }] : [];
  });

const toggle: BuiltIn = {
  name: 'switch',
  properties: { checked: false, disabled: false, type: 'switch', color: '', name: '' },
  setup(host) {
    const flip = () => {
      if (host.flag('disabled')) return;
      host.set('checked', !host.flag('checked'));
      host.emit('change', { value: host.flag('checked') });
    };
    host.on('tap', flip);
    host.element.setAttribute('role', 'switch');
    return {
      activate: flip,
      changed(name) {
        if (name === 'checked') {
          host.element.toggleAttribute('checked', host.flag(name));
          host.element.setAttribute('aria-checked', String(host.flag(name)));
        }
        if (name === 'disabled') host.element.toggleAttribute('disabled', host.flag(name));
        if (name === 'color') host.element.style.setProperty('--on', host.text(name) || null);
      },
      control: {
        value: () => host.flag('checked'),
        reset: () => host.set('checked', false),
      },
    };
  },
};

/** checkbox and radio differ in whether a group keeps one or many. */
function choice(name: 'checkbox' | 'radio'): BuiltIn {
  return {
    name,
    properties: { value: '', checked: false, disabled: false, color: '' },
    setup(host) {
      host.element.setAttribute('role', name);
      const pick = () => {
        if (host.flag('disabled')) return;
        if (name === 'radio') {
          if (host.flag('checked')) return;
          for (const other of siblings(host, name)) other.set('checked', false);
        }
        host.set('checked', name === 'radio' || !host.flag('checked'));
        const group = host.element.closest(`wx-${name}-group`);
        const instance = group && instanceOf(group);
        if (instance) {
          instance.host.emit('change', { value: instance.behaviour.control?.value() });
        }
      };
      host.on('tap', pick);
      return {
        activate: pick,
        changed(property) {
          if (property === 'checked') {
            host.element.toggleAttribute('checked', host.flag(property));
            host.element.setAttribute('aria-checked', String(host.flag(property)));
          }
          if (property === 'disabled') {
            host.element.toggleAttribute('disabled', host.flag(property));
          }
          if (property === 'color') {
            host.element.style.setProperty('--on', host.text(property) || null);
          }
        },
      };
    },
  };
}

function siblings(host: Host, name: string): Host[] {
  const group = host.element.closest(`wx-${name}-group`);
  return [...(group?.querySelectorAll(`wx-${name}`) ?? [])].flatMap((one) => {
    const instance = instanceOf(one);
    return instance && one !== host.element ? [instance.host] : [];
  });
}

function choiceGroup(name: 'checkbox' | 'radio'): BuiltIn {
  return {
    name: `${name}-group`,
    properties: { name: '' },
    setup(host) {
      const hosts = () =>
        [...host.element.querySelectorAll(`wx-${name}`)].flatMap((one) => {
          const instance = instanceOf(one);
          return instance ? [instance.host] : [];
        });
      const checked = () => hosts().filter((one) => one.flag('checked'));
      const values = () => checked().map((one) => one.text('value'));
      return {
        control: {
          value: () => (name === 'radio' ? (values()[0] ?? '') : values()),
          reset: () => {
            for (const one of checked()) one.set('checked', false);
          },
        },
      };
    },
  };
}

const slider: BuiltIn = {
  name: 'slider',
  properties: {
    min: 0,
    max: 100,
    step: 1,
    value: 0,
    disabled: false,
    color: '',
    selectedColor: '',
    activeColor: '',
    backgroundColor: '',
    blockSize: 28,
    blockColor: '#ffffff',
    showValue: false,
    name: '',
  },
  setup(host) {
    const range = host.page.createElement('input');
    range.type = 'range';
    const report = (type: string) => {
      host.set('value', Number(range.value));
      host.emit(type, { value: Number(range.value) });
    };
    range.addEventListener('input', () => report('changing'));
    range.addEventListener('change', () => report('change'));
    return {
      attached: () => host.element.append(range),
      changed(name) {
        if (['min', 'max', 'step'].includes(name)) range.setAttribute(name, host.text(name));
        range.disabled = host.flag('disabled');
        range.value = host.text('value');
        const accent = host.text('activeColor') || host.text('selectedColor');
        if (accent) range.style.accentColor = accent;
      },
      control: { value: () => host.number('value'), reset: () => host.set('value', 0) },
    };
  },
};

const progress: BuiltIn = {
  name: 'progress',
  properties: {
    percent: 0,
    showInfo: false,
    borderRadius: 0,
    fontSize: 16,
    strokeWidth: 6,
    color: '',
    activeColor: '',
    backgroundColor: '',
    active: false,
    activeMode: 'backwards',
    duration: 30,
  },
  setup(host) {
    const bar = host.page.createElement('i');
    const info = host.page.createElement('span');
    return {
      attached: () => host.element.append(bar, info),
      changed() {
        const { style } = host.element;
        style.setProperty('--percent', `${host.number('percent')}%`);
        style.setProperty('--stroke', `${host.number('strokeWidth')}px`);
        style.setProperty('--on', host.text('activeColor') || host.text('color') || null);
        style.setProperty('--off', host.text('backgroundColor') || null);
        info.textContent = host.flag('showInfo') ? `${host.number('percent')}%` : '';
      },
    };
  },
};

const icon: BuiltIn = {
  name: 'icon',
  properties: { type: '', size: 23, color: '' },
  setup: (host) => ({
    changed() {
      const marks: Record<string, string> = { success: '✓', cancel: '✕', warn: '!', info: 'i' };
      host.element.textContent = marks[host.text('type')] ?? '•';
      host.element.style.fontSize = `${host.number('size')}px`;
      host.element.style.color = host.text('color');
    },
  }),
};

export const CONTROLS: readonly BuiltIn[] = [
  form,
  toggle,
  choice('checkbox'),
  choice('radio'),
  choiceGroup('checkbox'),
  choiceGroup('radio'),
  slider,
  progress,
  icon,
];
