/** What the preview needs from the local cloud, and the browser's questions answered by it. */

/** The part of tools/cloud that is used here. */
export interface PreviewCloud {
  readonly dataId: string;
  /** Does what was put off for the sake of the first page; whatever is asked waits for it, or begins it. */
  ready?(): Promise<void>;
  /**
   * Runs a function. Rejects with an error that carries WeChat's `errCode` and `errMsg`.
   * @param user null calls without an identity. @param from whose phone it is all the same.
   * @param told of each request that the function makes of the cloud.
   */
  call(
    user: string | null,
    name: string,
    data: unknown,
    from?: string,
    told?: (asked: CloudRequest) => void,
  ): Promise<unknown>;
  push(user: string, message: Record<string, unknown>): Promise<void>;
  cloudId(user: string, data: unknown): Promise<string>;
  openid(user: string): string;
  upload(user: string, cloudPath: string, bytes: Uint8Array): Promise<string>;
  stored(fileId: string): Promise<Uint8Array | null>;
  /** What is at a temporary address of its storage; null for an address that is not its own. */
  fetch(address: string): Promise<Fetched | null>;
  /** Registers for calls that functions make to WeChat's openapi. */
  onOpenapi(listener: (call: OpenapiLine) => void): void;
  close(): Promise<void>;
}

export interface Fetched {
  statusCode: number;
  bytes: Uint8Array;
}

/** What a function asked of the cloud while it ran. */
export interface CloudRequest {
  /** `database.getDocument`, `wx.openApi` … */
  action: string;
  /** Of the database's actions. */
  collection: string | null;
  inTransaction: boolean;
}

export interface OpenapiLine {
  name: string;
  summary: string;
  params: Record<string, unknown>;
}

interface Faults {
  latency: number;
  next: 'timeout' | 'error' | null;
}

type Body = Record<string, unknown>;

/**
 * Answers under /__cloud/; undefined for an unknown path.
 * @param faultUsed called when the planned failure happens.
 */
export function cloudAnswers(cloud: PreviewCloud, faultUsed: () => void) {
  const faults: Faults = { latency: 0, next: null };
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const routes: Record<string, (body: Body) => Promise<unknown>> = {
    // What is wrong with it, the first call says.
    '/__cloud/ready': async () => cloud.ready?.().catch(() => undefined),
    '/__cloud/call': (body) => {
      if (faults.next) faultUsed();
      return call(cloud, faults, body);
    },
    '/__cloud/push': async ({ user, message }) => {
      await cloud.push(text(user), (message ?? {}) as Body);
      return {};
    },
    '/__cloud/cloudid': async ({ user, data }) => ({
      cloudID: await cloud.cloudId(text(user), data),
    }),
    '/__cloud/identity': async ({ user }) => ({ openid: cloud.openid(text(user)) }),
    '/__cloud/fetch': async ({ address }) => {
      const found = await cloud.fetch(text(address));
      if (!found) return {};
      return { statusCode: found.statusCode, base64: Buffer.from(found.bytes).toString('base64') };
    },
    '/__cloud/faults': async (patch) => Object.assign(faults, patch),
  };
  return (path: string, body: unknown): Promise<unknown> | undefined =>
    routes[path]?.((body ?? {}) as Body);
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The error numbers are WeChat's: -404012 waited too long, -504002 the function failed. */
async function call(cloud: PreviewCloud, faults: Faults, body: Body): Promise<unknown> {
  const { user, name, data, from, watched } = body;
  const { next } = faults;
  faults.next = null;
  if (faults.latency > 0) await wait(faults.latency);
  if (next === 'timeout') {
    await wait(1500);
    return { ok: false, errCode: -404012, errMsg: 'polling exceed max timeout retry' };
  }
  if (next === 'error') {
    return { ok: false, errCode: -504002, errMsg: 'functions execute fail | panel fault' };
  }
  const asked: CloudRequest[] = [];
  // Who does not look pays nothing for it.
  const seen = watched === true ? { requests: asked } : {};
  try {
    if (name === '__upload') return { ok: true, result: await upload(cloud, body) };
    const result = await cloud.call(
      typeof user === 'string' ? user : null,
      String(name),
      data,
      typeof from === 'string' ? from : undefined,
      watched === true ? (one) => asked.push(one) : undefined,
    );
    return { ok: true, result, ...seen };
  } catch (error) {
    const { errCode, errMsg, message } = error as Error & { errCode?: number; errMsg?: string };
    return { ok: false, errCode: errCode ?? -504002, errMsg: errMsg ?? message, ...seen };
  }
}

async function upload(cloud: PreviewCloud, { user, data }: Body): Promise<{ fileID: string }> {
  const { cloudPath, base64 } = data as { cloudPath: string; base64: string };
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return { fileID: await cloud.upload(String(user), cloudPath, bytes) };
}
