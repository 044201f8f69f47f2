/** Starts the mini program in this window. */

import { timeIn } from '../clock';
import { findHub, forgetOldData } from '../hub/hub';
import type { PhoneSettings } from '../hub/phones';
import { createWx } from '../wx';
import { bluetoothChanged, ready as bluetoothReady } from '../wx/bluetooth-adapter';
import { networkChanged } from '../wx/device';
import { errors, rejections } from '../wx/navigation';
import { themeChanged } from '../wx/system';
import { patchCallers } from './callers';
import { Chrome } from './chrome';
import { registerBuiltIns } from './components';
import { Config } from './config';
import { h } from './dom';
import { download } from './downloads';
import { createWorld, Registry } from './env';
import { type Caller, glassEasel } from './framework';
import { inside } from './inside';
import { awayAndBack, callApp, defineApp, enter, getApplication, launch } from './launch';
import { openMenu } from './menu';
import { app } from './mini-program';
import { Overlays } from './overlays';
import { type Parts, phone, SCENE } from './phone';
import css from './phone.css';
import { livePhoneTime } from './phone-time';
import { detailsOf, sentenceOf } from './places';
import { patchQueries } from './query';
import { keepPages, keptPages } from './reload';
import { Stack } from './stack';

const search = new URLSearchParams(location.search);
const user = search.get('user') ?? 'preview-a';
const single = search.get('single') === '1';

forgetOldData(document.body.dataset.dataId ?? '');
document.head.append(h('style', {}, css));
const root = h('div', { class: 'phone' });
document.body.append(root);

const hub = findHub();
const port = hub.phone(user);
livePhoneTime(
  () => hub.clock.now(),
  () => port.settings.zone,
);
const theme = (): 'light' | 'dark' => phone.theme;
const config = new Config(app, theme);
const world = createWorld();
const registry = new Registry(world, report, download, (owner, wrong) => {
  for (const one of wrong) viewOf(owner)?.problem(one);
});
const overlays = new Overlays(root);
const chrome = new Chrome(
  root,
  () => timeIn(hub.clock.now(), port.settings.zone).slice(11, 16),
  {
    back: () => void phone.stack.navigateBack(),
    home: () => phone.stack.reLaunch(`/${app.pages[0] ?? ''}`),
    menu: () => void openMenu(),
    close: () => phone.home(),
    tab: (path) => tapTab(path),
    leaveSingle: () => leaveSingle(),
  },
  (asset) => phone.assetUrl(`/${asset.replace(/^\//, '')}`),
);
const stack = new Stack({
  world,
  registry,
  config,
  parent: chrome.pages,
  theme,
  changed: (view) => phone.redraw(view),
});
const wx = createWx();
phone.start({
  hub,
  port,
  single,
  chrome,
  overlays,
  config,
  stack,
  wx: wx as unknown as Parts['wx'],
  registry,
});
phone.toBackgroundAndBack = awayAndBack;
port.inside = inside;

Object.assign(globalThis, {
  wx,
  App: defineApp,
  getApp: getApplication,
  getCurrentPages: () => stack.all.map(({ caller }) => caller),
  __wxConfig: { ...app.config, pages: app.pages, envVersion: 'develop', platform: 'devtools' },
  requirePlugin: () => {
    throw new Error('plugins are not part of the preview');
  },
});

function tapTab(path: string): void {
  const current = stack.current;
  const items = config.tabs()?.items ?? [];
  const index = items.findIndex((item) => item.path === path);
  const detail = { index, pagePath: path, text: items[index]?.text ?? '' };
  if (current?.path !== path) stack.switchTab(`/${path}`);
  stack.current?.call('onTabItemTap', detail);
}

function leaveSingle(): void {
  const { path } = stack.current?.options ?? { path: '' };
  phone.restart({ path: search.get('path') ?? path, scene: SCENE.fromMoments });
}

/** The page a component is part of. */
const viewOf = (component: object) =>
  stack.living.find((one) => one.holds({ _$: component } as Caller));

/** @param component where in a page it happened: the page says it, too. */
function report(error: unknown, place: string, component?: object): void {
  const details = detailsOf(error);
  console.error(`${place}: ${details}`);
  hub.note(port.person.name, 'error', `${place}: ${sentenceOf(error)}`);
  if (component) viewOf(component)?.problem(error);
  callApp('onError', details);
  errors.emit({ message: sentenceOf(error), stack: details });
}

glassEasel.addGlobalErrorListener((error, method, component) => {
  const named = typeof component === 'object';
  const where = named ? component.is : (component ?? '');
  report(error, `${method ?? ''} ${where}`, named ? component : undefined);
  return false;
});
/** Warnings about what is fine in WeChat: attributes without a property, `wx:for="{{3}}"`. */
const QUIET = /is not a valid property|Use number as for-list/;

glassEasel.addGlobalWarningListener((message, component) => {
  const where = typeof component === 'string' ? component : component.is;
  const ours = where !== '' && !where.includes('miniprogram_npm/');
  if (ours && !QUIET.test(message)) console.warn(`${where}: ${message}`);
  return false;
});
addEventListener('error', ({ error, message }) => {
  const said = error ? sentenceOf(error) : message;
  hub.note(port.person.name, 'error', said);
  callApp('onError', error ? detailsOf(error) : message);
  errors.emit({ message: said, stack: detailsOf(error) });
});
addEventListener('unhandledrejection', ({ reason, promise }) => {
  hub.note(port.person.name, 'unhandled', sentenceOf(reason));
  callApp('onUnhandledRejection', { reason, promise });
  rejections.emit({ reason, promise });
});

let before: { settings: PhoneSettings; ready: boolean } = {
  settings: { ...port.settings },
  ready: bluetoothReady(),
};

function paint(): void {
  document.documentElement.dataset.theme = phone.theme;
  for (const view of stack.living) {
    view.setTheme(phone.theme);
    Object.assign(view.options.bar, config.bar(view.path));
  }
  if (stack.current) phone.redraw(stack.current);
  chrome.showNetwork(port.settings.network);
  chrome.showTime();
}

function beginAnew(): void {
  keepPages();
  location.reload();
}

let shownTheme = phone.theme;

function settingsChanged(): void {
  const { settings, ready } = before;
  before = { settings: { ...port.settings }, ready: bluetoothReady() };
  // WeChat begins anew in another language, and with it every mini program.
  if (settings.language !== port.settings.language) {
    beginAnew();
    return;
  }
  bluetoothChanged(ready);
  if (settings.network !== port.settings.network) networkChanged(port.settings.network);
  paint();
  // A phone's zone is changed in its settings, away from the mini program.
  if (settings.zone !== port.settings.zone) awayAndBack();
  if (shownTheme === phone.theme) return;
  shownTheme = phone.theme;
  themeChanged(shownTheme);
  callApp('onThemeChange', { theme: shownTheme });
}

const stops = [
  port.changed.on(settingsChanged),
  port.visits.on((visit) => {
    if (visit.single || single) phone.restart(visit);
    else enter(visit);
  }),
  hub.cloud.onReload(beginAnew),
  hub.clock.jumped.on(() => {
    chrome.showTime();
    // Timers of the app do not fire early; a phone that was away finds out in onShow.
    awayAndBack();
  }),
];
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', settingsChanged);
addEventListener('pagehide', () => {
  for (const stop of stops) stop();
  port.inside = null;
  for (const band of hub.air.bands) band.release(port.id);
  hub.real.release(port.id);
});

chrome.showSingle(single);
paint();
patchCallers();
patchQueries();
registerBuiltIns(world);
try {
  registry.runApp();
} catch (error) {
  report(error, app.script ?? 'app.json');
}
const [first, ...others] = keptPages();
launch(
  {
    path: first ?? (search.get('path') ?? '').replace(/^\//, ''),
    scene: Number(search.get('scene') ?? (single ? SCENE.moments : SCENE.discover)),
    ...(search.get('shareTicket') ? { shareTicket: search.get('shareTicket') ?? '' } : {}),
  },
  single,
);
for (const url of others) stack.navigateTo(`/${url}`);
document.documentElement.dataset.ready = 'true';
// Two frames on, the page has been painted.
requestAnimationFrame(() => requestAnimationFrame(() => hub.cloud.ready()));
