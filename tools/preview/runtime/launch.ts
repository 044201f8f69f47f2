/** App(), launch and the way between foreground and background. */

import type { Visit } from '../hub/phones';
import { appHidden, appShown } from '../wx/navigation';
import { app } from './mini-program';
import { splitUrl } from './page-url';
import { launchOf, phone } from './phone';

type AppObject = Record<string, unknown>;

let application: AppObject = {};

export function defineApp(options: AppObject): void {
  application = options;
}

export const getApplication = (): AppObject => application;

/** Calls a method of App(). One that throws is its own error: the pages open all the same. */
export function callApp(name: string, ...args: unknown[]): unknown {
  const method = application[name];
  try {
    return typeof method === 'function' ? method.apply(application, args) : undefined;
  } catch (error) {
    // An error of onError must not call it again.
    if (name === 'onError') console.error(error);
    else
      queueMicrotask(() => {
        throw error;
      });
    return undefined;
  }
}

/** First start: App's onLaunch and onShow, then the page. */
export function launch(visit: Visit, single: boolean): void {
  const { path, query } = splitUrl(visit.path || (app.pages[0] ?? ''));
  const known = app.pages.includes(path);
  const options = launchOf({ ...visit, path, query }, single);
  phone.launchOptions = options;
  phone.enterOptions = options;
  callApp('onLaunch', options);
  callApp('onShow', options);
  appShown.emit(options);
  if (!known) {
    callApp('onPageNotFound', { path, query, isEntryPage: true });
    if (phone.stack.current) return;
  }
  phone.stack.launch(known ? path : (app.pages[0] ?? ''), known ? query : {});
}

/** A card or code opened while the mini program runs: WeChat relaunches at that page. */
export function enter(visit: Visit): void {
  const { path, query } = splitUrl(visit.path);
  const options = launchOf({ ...visit, path, query }, false);
  phone.enterOptions = options;
  callApp('onShow', options);
  appShown.emit(options);
  if (!visit.path) return;
  if (app.pages.includes(path)) phone.stack.reLaunch(`/${visit.path}`);
  else callApp('onPageNotFound', { path, query, isEntryPage: true });
}

/** Away and back, as when a person visits the phone's settings. */
export function awayAndBack(): void {
  const view = phone.stack.current;
  view?.hide();
  callApp('onHide');
  appHidden.emit();
  setTimeout(() => {
    callApp('onShow', phone.enterOptions);
    appShown.emit(phone.enterOptions);
    view?.show();
  }, 60);
}
