/** picker: a sheet from below with wheels. */
import { phone } from '../phone';
import type { BuiltIn } from './built-in';
import { wheelsOf } from './picker-wheels';

const picker: BuiltIn = {
  name: 'picker',
  properties: {
    mode: 'selector',
    range: [],
    rangeKey: '',
    value: null,
    start: '',
    end: '',
    fields: 'day',
    headerText: '',
    disabled: false,
    level: 'region',
    customItem: '',
    name: '',
  },
  setup(host) {
    let refresh: (() => void) | null = null;
    const open = () => {
      if (host.flag('disabled')) return;
      const { columns, rows, detail } = wheelsOf(host);
      void phone
        .pick({
          title: host.text('headerText'),
          columns,
          rows,
          opened: (again) => {
            refresh = again;
          },
          moved: (column, row) => host.emit('columnchange', { column, value: row }),
        })
        .then((chosen) => {
          refresh = null;
          if (!chosen) return host.emit('cancel');
          const given = detail(chosen);
          host.set('value', given.value);
          host.emit('change', given);
        });
    };
    host.on('tap', open);
    return {
      activate: open,
      // The page may answer a moved column with other ranges.
      changed: (name) => {
        if (name === 'range') refresh?.();
      },
      control: { value: () => host.get('value'), reset: () => host.set('value', null) },
    };
  },
};

export const PICKER: readonly BuiltIn[] = [picker];
