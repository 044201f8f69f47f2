/** The deployed bundle of `api` in this process, as the benchmark's caller. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Action, Input, Output, Reply } from '../../../miniprogram/contract/api';
import { CALLER } from './population';

export type Ask = <A extends Action>(action: A, input: Input<A>) => Promise<Output<A>>;

/**
 * Functions in this process see this time, UTC seconds; they are measured by another clock. The SDK, which
 * takes a clock that stands for slow requests, is not listened to. Returns the way back: workers of a
 * cloud are told how far its clock is from this process's.
 */
export function standAt(now: number): () => void {
  const machine = Date.now;
  const { warn } = console;
  Date.now = () => now * 1000;
  console.warn = () => undefined;
  return () => {
    Date.now = machine;
    console.warn = warn;
  };
}

/** Loads the bundle in `folder`; it follows `aim`. */
export function loadApi(folder: string): Ask {
  Object.assign(process.env, {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    TENCENTCLOUD_SECRETID: 'x',
    TENCENTCLOUD_SECRETKEY: 'y',
    TCB_SOURCE: 'wx_client',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID',
    WX_OPENID: CALLER,
    WX_APPID: 'wx0000000000000000',
  });
  const require = createRequire(import.meta.url);
  const api = require(join(folder, 'api/index.js')) as {
    main(event: object): Promise<Reply<unknown>>;
  };
  return async (action, input) => {
    const reply = await api.main({ action, input });
    if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
    return reply.data as never;
  };
}
