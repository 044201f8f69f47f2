/** The local cloud of tools/cloud as the preview uses it: identities are the phones' users. */
import { type Identity, type LocalCloud, startCloud } from '../cloud';
import type { OpenapiLine, PreviewCloud } from './cloud-port';

export interface LocalPreviewCloud extends PreviewCloud {
  /** The cloud itself, for tests. */
  readonly local: LocalCloud;
}

export interface LocalCloudOptions {
  functions: string;
  /** Path of indexes.json, where there is one. */
  indexes?: string;
  data: string;
  /** UTC milliseconds. */
  clock(): number;
  /** Environment variables of the functions. */
  env: Record<string, string>;
}

/** A person's openid is made of the user, so that it stays the same over restarts. */
const openidOf = (user: string): string => `openid-${user}`;
const identityOf = (user: string): Identity => ({ openid: openidOf(user) });

export async function openLocalCloud(options: LocalCloudOptions): Promise<LocalPreviewCloud> {
  const local = await startCloud({
    ...options,
    timers: true,
    onLog: ({ fn, text }) => console.log(`[${fn}] ${text.trimEnd()}`),
  });
  local.openapi.onCall(({ api, result }) => {
    if (api === 'security.mediaCheckAsync') passLater(local, result);
  });
  return {
    local,
    dataId: local.dataId,
    openid: openidOf,
    call: (user, name, data, _, told) =>
      local.invoke(name, data, user === null ? null : identityOf(user), told),
    async push(user, message) {
      await local.push({ ...message, FromUserName: openidOf(user) });
    },
    cloudId: async (user, data) =>
      local.cloudId((data ?? {}) as Record<string, unknown>, openidOf(user)),
    upload: async (_, cloudPath, bytes) => local.storage.put(cloudPath, Buffer.from(bytes)),
    stored: async (fileId) => local.storage.get(fileId) ?? null,
    async fetch(address) {
      const { origin } = new URL(local.url);
      if (!address.startsWith(`${origin}/blob/`)) return null;
      const response = await fetch(address);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { statusCode: response.status, bytes };
    },
    onOpenapi(listener) {
      local.openapi.onCall(({ api, data }) => listener(lineOf(api, data)));
    },
    close: () => local.close(),
  };
}

/** WeChat looks at a picture for a while; here every one passes. */
const LOOK_MS = 3000;

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
