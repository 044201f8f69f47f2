/**
 * The network, of which the preview has none: `wx.request` is answered by the project's
 * `preview.mock.ts`, anything else fails as an address does that is in no domain list. All give the
 * task that WeChat gives.
 */
import { phone } from '../runtime/phone';
import { Failure, failed, Listeners, type Options, text } from './call';
import { downloadFile, NO_DOMAIN } from './downloads';
import { task } from './task';

/** What a mock answers: data, or with a statusCode the whole answer. */
type Answer = unknown;
/**
 * preview.mock.ts: `export default { 'GET https://api.example.com/me': answer }`. The method may be
 * left out; an address ends where its query begins. A function gets the call's options.
 */
type Mock = Record<string, Answer | ((options: Options) => Answer | Promise<Answer>)>;

function mock(): Mock {
  const module = phone.registry.mock() as { default?: Mock } | null;
  return module?.default ?? (module as Mock | null) ?? {};
}

/** In DevTools a local cloud can be asked by its client's side (tools/cloud/clients): it is the preview's own. */
const CLIENT = /^http:\/\/127\.0\.0\.1:\d+\/client\/(call|upload)$/;

async function client(route: string, options: Options): Promise<object> {
  const { name, data, openid, ...upload } = (options.data ?? {}) as Record<string, unknown>;
  const { cloud } = phone.hub;
  const { user } = phone.person;
  const answered =
    route === 'upload'
      ? await cloud.call(user, '__upload', upload, user)
      : await cloud.call(text(openid), text(name), data, user);
  return { statusCode: 200, header: {}, cookies: [], data: answered };
}

async function answer(options: Options): Promise<object> {
  const url = text(options.url);
  const [, route] = (phone.settings.platform === 'devtools' && CLIENT.exec(url)) || [];
  if (route) return client(route, options);
  const method = text(options.method, 'GET').toUpperCase();
  const [plain = ''] = url.split('?');
  const answers = mock();
  const key = [`${method} ${url}`, url, `${method} ${plain}`, plain].find((one) => one in answers);
  if (key === undefined) throw new Failure(NO_DOMAIN, { errno: 600002 });
  const given = answers[key];
  const data: unknown =
    typeof given === 'function' ? await (given as (o: Options) => unknown)(options) : given;
  const whole = { statusCode: 200, header: {}, cookies: [] };
  return typeof data === 'object' && data !== null && 'statusCode' in data
    ? { ...whole, data: '', ...data }
    : { ...whole, data };
}

const refused = async (): Promise<never> => {
  throw new Failure(NO_DOMAIN, { errno: 600002 });
};

/** A socket that never opens. */
function connectSocket(options: Options = {}): object {
  const errors = new Listeners<object>();
  const closes = new Listeners<object>();
  const nothing = () => undefined;
  void refused().catch((error: unknown) => {
    const failure = failed('connectSocket', error);
    options.fail?.(failure);
    options.complete?.(failure);
    errors.emit(failure);
  });
  return {
    send: nothing,
    close: nothing,
    onOpen: nothing,
    onMessage: nothing,
    onError: errors.on,
    onClose: closes.on,
    readyState: 3,
  };
}

export const network = {
  downloadFile: task('downloadFile', downloadFile),
  request: task('request', answer),
  uploadFile: task('uploadFile', refused),
  connectSocket,
};
