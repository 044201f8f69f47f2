/** Who calls, and the tokens by which the SDK's requests say so. */
import { randomBytes } from 'node:crypto';

/** The person behind an event. */
export interface Identity {
  openid: string;
  /** Default: the local app's id. */
  appid?: string;
  unionid?: string;
  clientIp?: string;
}

/** The app and environment everything local runs under. */
export const LOCAL_APPID = 'wx0000000000000000';
export const LOCAL_ENV = 'local';

/** A request that a function made of the cloud. */
export interface Asked {
  /** `database.getDocument`, `wx.openApi` … */
  action: string;
  /** Of the database's actions. */
  collection: string | null;
  inTransaction: boolean;
}

/** What a function's requests carry as `wxCloudApiToken`. */
export interface Caller {
  identity: Identity | null;
  /** Function that runs, or null for a plain process using the SDK. */
  fn: string | null;
  /** `wx_client`, `wx_client,scf`, `wx_trigger` … */
  source: string;
  /** 0 for a call from outside, one more for each nested call. */
  depth: number;
  /** Is told of each request, also of those of the functions it calls. */
  told?: ((asked: Asked) => void) | undefined;
}

export class Callers {
  readonly #known = new Map<string, Caller>();

  issue(caller: Caller): string {
    const token = randomBytes(18).toString('base64url');
    this.#known.set(token, caller);
    return token;
  }

  get(token: unknown): Caller | undefined {
    return typeof token === 'string' ? this.#known.get(token) : undefined;
  }

  release(token: string): void {
    this.#known.delete(token);
  }
}

/** `WX_*` and source variables of one event; the SDK reads identity from nowhere else. */
export function identityEnv(caller: Caller, token: string): Record<string, string> {
  const { identity, source } = caller;
  const env: Record<string, string> = { WX_APPID: identity?.appid ?? LOCAL_APPID };
  if (identity) {
    env.WX_OPENID = identity.openid;
    if (identity.unionid) env.WX_UNIONID = identity.unionid;
    env.WX_CLIENTIP = identity.clientIp ?? '127.0.0.1';
  }
  if (source === 'wx_trigger') {
    env.TRIGGER_SRC = 'timer';
    env.WX_TRIGGER_API_TOKEN_V0 = token;
  } else env.WX_API_TOKEN = token;
  env.TCB_SOURCE = source;
  env.WX_CONTEXT_KEYS = Object.keys(env)
    .filter((key) => key.startsWith('WX_'))
    .join(',');
  return env;
}

/** What the runtime sets for every event of every function. */
export function runtimeEnv(url: string): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: LOCAL_ENV,
    TCB_ENV: LOCAL_ENV,
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
  };
}
