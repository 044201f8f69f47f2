/** Ways into functions from outside: the mini program, WeChat's messages, the clock. */
import { CloudFault, toFault } from './errors';
import type { Faults } from './faults';
import { type FunctionHost, userInfo } from './functions/host';
import type { Due } from './functions/timers';
import type { Caller, Identity } from './identity';
import type { CloudIds } from './wechat/cloud-id';
import { noteMessage } from './wechat/customer-service';
import type { WechatState } from './wechat/state';

/** What the entrances work with. */
export interface EntranceParts {
  host: FunctionHost;
  cloudIds: CloudIds;
  faults: Faults;
  /** What WeChat remembers about people. */
  state: WechatState;
  /** Milliseconds. */
  clock: () => number;
  /** The function that takes message push. */
  pushTo: string;
}

export class Entrances {
  readonly #parts: EntranceParts;

  constructor(parts: EntranceParts) {
    this.#parts = parts;
  }

  /**
   * Calls a function as the mini program does; `identity` null is an unauthenticated call.
   * @param told of each request the function makes of the cloud.
   * @throws CloudFault with the client's errCode and errMsg
   */
  async invoke(
    fn: string,
    event: unknown,
    identity: Identity | null,
    told?: Caller['told'],
  ): Promise<unknown> {
    const caller: Caller = { identity, fn: null, source: 'wx_client', depth: 0, told };
    return this.#asClient('cloud.callFunction', 'invoke', { fn, event }, async () => {
      const opened = this.#parts.cloudIds.replace(event, caller);
      return this.#parts.host.run(fn, { ...opened, ...userInfo(caller) }, caller);
    });
  }

  /**
   * Delivers a WeChat message to the function that takes message push. `identity` defaults to
   * `FromUserName`. Times are filled in.
   */
  async push(message: Record<string, unknown>, identity?: Identity): Promise<unknown> {
    const now = this.#parts.clock();
    const openid = identity?.openid ?? message.FromUserName;
    if (typeof openid !== 'string') throw new Error('A pushed message needs FromUserName.');
    const filled: Record<string, unknown> = {
      ToUserName: 'gh_000000000000',
      FromUserName: openid,
      CreateTime: Math.floor(now / 1000),
      ...message,
    };
    await noteMessage(this.#parts.state, filled, now);
    const who = identity ?? { openid };
    const caller: Caller = { identity: who, fn: null, source: 'wx_unknown', depth: 0 };
    const fn = this.#parts.pushTo;
    return this.#asClient('push', 'push', filled, () =>
      this.#parts.host.run(fn, { ...filled, ...userInfo(caller) }, caller),
    );
  }

  /** Runs a function as a timer trigger does. */
  fireDue({ fn, trigger, at }: Due): Promise<unknown> {
    const caller: Caller = { identity: null, fn: null, source: 'wx_trigger', depth: 0 };
    const event = {
      Type: 'Timer',
      TriggerName: trigger,
      Time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
      Message: '',
    };
    return this.#asClient('timer', 'fire', { fn }, () => this.#parts.host.run(fn, event, caller));
  }

  async #asClient(
    api: string,
    action: string,
    params: Record<string, unknown>,
    run: () => Promise<string>,
  ): Promise<unknown> {
    try {
      const trouble = this.#parts.faults.take(action, params);
      if (trouble?.latencyMs) await new Promise((go) => setTimeout(go, trouble.latencyMs));
      if (trouble?.before) throw trouble.before;
      const text = await run();
      if (trouble?.after) throw trouble.after;
      if (trouble?.lost) {
        throw new CloudFault(-404012, `${api}:fail polling exceed max timeout retry`);
      }
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw toFault(api, error);
    }
  }
}
