/** The local cloud of tools/cloud as the preview uses it: identities are the phones' users. */
import { type Identity, LocalCloud } from '../cloud';
import type { OpenapiLine, PreviewCloud } from './cloud-port';

export interface LocalPreviewCloud extends PreviewCloud {
  /** The cloud itself, for tests; it answers once it is `ready`. */
  readonly local: LocalCloud;
  ready(): Promise<void>;
}

export interface LocalCloudOptions {
  functions: string;
  /** Path of indexes.json, where there is one. */
  indexes?: string;
  data: string;
  /** UTC milliseconds. */
  clock(): number;
  /** Makes the functions, and gives the environment variables they have; without it they are there. */
  prepare?(): Promise<Record<string, string>>;
}

/** A person's openid is made of the user, so that it stays the same over restarts. */
const openidOf = (user: string): string => `openid-${user}`;
const identityOf = (user: string): Identity => ({ openid: openidOf(user) });

/** Throws a sentence where another cloud uses the data folder. */
export function openLocalCloud(options: LocalCloudOptions): LocalPreviewCloud {
  // Read when a function is first run.
  const env: Record<string, string> = {};
  const local = new LocalCloud({
    ...options,
    env,
    timers: true,
    onLog: ({ fn, text }) => console.log(`[${fn}] ${text.trimEnd()}`),
  });
  const begin = async (): Promise<void> => {
    Object.assign(env, await options.prepare?.());
    await local.listen();
  };
  let begun: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    begun ??= begin().catch((error: unknown) => {
      // Whoever asks next tries again: the functions may be mended.
      begun = undefined;
      throw error;
    });
    return begun;
  };
  passPictures(local);
  return {
    local,
    dataId: local.dataId,
    ready,
    openid: openidOf,
    async call(user, name, data, _, told) {
      await ready();
      return local.invoke(name, data, user === null ? null : identityOf(user), told);
    },
    async push(user, message) {
      await ready();
      await local.push({ ...message, FromUserName: openidOf(user) });
    },
    cloudId: async (user, data) =>
      local.cloudId((data ?? {}) as Record<string, unknown>, openidOf(user)),
    async upload(_, cloudPath, bytes) {
      await ready();
      return local.storage.put(cloudPath, Buffer.from(bytes));
    },
    stored: async (fileId) => local.storage.get(fileId) ?? null,
    async fetch(address) {
      await ready();
      const { origin } = new URL(local.url);
      if (!address.startsWith(`${origin}/blob/`)) return null;
      const response = await fetch(address);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { statusCode: response.status, bytes };
    },
    onOpenapi(listener) {
      local.openapi.onCall(({ api, data }) => listener(lineOf(api, data)));
    },
    async close() {
      await begun?.catch(() => undefined);
      await local.close();
    },
  };
}

/** WeChat looks at a picture for a while. */
const LOOK_MS = 3000;

/** Every picture that WeChat is asked to look at passes. */
export function passPictures(local: LocalCloud): void {
  local.openapi.onCall(({ api, result }) => {
    if (api === 'security.mediaCheckAsync') passLater(local, result);
  });
}

function passLater(local: LocalCloud, asked: unknown): void {
  const { trace_id } = (asked ?? {}) as { trace_id?: string };
  if (!trace_id) return;
  const verdict = { trace_id, errcode: 0, errmsg: 'ok', result: { suggest: 'pass', label: 100 } };
  const event = { MsgType: 'event', Event: 'wxa_media_check', CreateTime: 0, ...verdict };
  const push = () => local.push({ FromUserName: 'wechat', ...event }).catch(() => {});
  setTimeout(push, LOOK_MS).unref();
}

function lineOf(name: string, params: Record<string, unknown>): OpenapiLine {
  const { text, touser, page, scene } = params as Record<string, never>;
  const summary = JSON.stringify({ touser, text, page, scene });
  return { name, summary, params };
}
