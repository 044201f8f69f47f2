/** WeChat's page of scopes and the phone's own settings, as sheets of switches. */
import type { Phone, PhoneSettings } from '../hub/phones';
import { authSetting } from '../wx/privacy';
import type { Overlays, SheetItem } from './overlays';

interface Row extends SheetItem {
  /** What a tap changes. */
  patch: Partial<PhoneSettings>;
}

/** Shows the rows until the sheet is closed; a tap flips one. */
async function flipping(
  overlays: Overlays,
  port: Phone,
  title: string,
  rows: (settings: Readonly<PhoneSettings>) => Row[],
): Promise<void> {
  for (;;) {
    const items = rows(port.settings);
    const index = await overlays.sheet(items, title);
    const patch = index === null ? undefined : items[index]?.patch;
    if (!patch) return;
    port.set(patch);
  }
}

/** Resolves to the scopes as they then are. */
export async function scopesSheet(
  overlays: Overlays,
  port: Phone,
): Promise<Record<string, boolean>> {
  const row = (label: string, testid: string, scope: 'bluetoothScope' | 'albumScope'): Row => {
    const granted = port.settings[scope] === 'granted';
    const patch = { [scope]: granted ? 'denied' : 'granted' };
    return { label, testid, note: granted ? '允许' : '不允许', patch };
  };
  await flipping(overlays, port, '允许“环友”使用', () => [
    row('蓝牙', 'setting-bluetooth', 'bluetoothScope'),
    row('添加到相册', 'setting-album', 'albumScope'),
  ]);
  return authSetting();
}

export async function systemSheet(
  overlays: Overlays,
  port: Phone,
  which: 'app' | 'bluetooth',
): Promise<void> {
  type Switch = 'bluetooth' | 'bluetoothForWeChat' | 'location' | 'locationForWeChat';
  const row = (label: string, name: Switch): Row => {
    const on = port.settings[name];
    return { label, testid: `system-${name}`, note: on ? '开' : '关', patch: { [name]: !on } };
  };
  await flipping(overlays, port, '手机设置', () =>
    which === 'bluetooth'
      ? [row('蓝牙', 'bluetooth')]
      : [
          row('微信使用蓝牙', 'bluetoothForWeChat'),
          row('微信使用定位', 'locationForWeChat'),
          row('定位开关', 'location'),
        ],
  );
}
