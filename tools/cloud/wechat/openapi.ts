/** Runs openapi calls: permission, validation, recording. */
import { isPlain } from '../ejson';
import type { Caller } from '../identity';
import type { Store } from '../store/store';
import { OpenApiError } from './errors';
import type { OpenApiHandler, OpenApiResult } from './handler';
import { OPENAPI_HANDLERS } from './handlers';
import { WechatState } from './state';

export interface OpenApiCall {
  /** `customerServiceMessage.send` … */
  api: string;
  data: Record<string, unknown>;
  /** ms */
  at: number;
  /** What was answered; pictures as `{ contentType, bytes }`. */
  result: unknown;
  /** Function and person it was called for. */
  fn: string | null;
  openid: string | null;
}

/** A refusal before any handler ran. */
export const NO_PERMISSION = -604101;
export const NOT_FOUND = -604100;
export const ILLEGAL_SOURCE = -604104;

export type OpenApiOutcome =
  | { refused: number }
  | { error: OpenApiError }
  | { result: OpenApiResult };

/** WeChat's own test words for msgSecCheck, and a few of what it refuses in earnest. */
const RISKY = [
  ...['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', '完2347全dfji试3726测asad感3847知qwez到'],
  ...['赌博', '博彩', '代开发票', '办证', '裸聊', '约炮', '冰毒', '枪支', '操你', '傻逼', 'fuck'],
];
/** What it wants a person to look at. */
const REVIEW = ['加微信', '加我', '代购', '刷单'];

const KEPT_CALLS = 10_000;

export class OpenApi {
  readonly calls: OpenApiCall[] = [];
  /** Words msgSecCheck calls risky, and wants reviewed; add your own. */
  readonly risky = new Set<string>(RISKY);
  readonly review = new Set<string>(REVIEW);
  /** Page paths of the mini program; when set, codes and links to other pages are refused. */
  pages: ReadonlySet<string> | undefined;
  /** Pictures that people sent to customer service, by media id; add them with the message. */
  readonly media = new Map<string, { contentType: string; buffer: Buffer }>();
  readonly state: WechatState;
  readonly #clock: () => number;
  readonly #handlers = new Map<string, OpenApiHandler>(Object.entries(OPENAPI_HANDLERS));
  readonly #phones = new Map<string, { number: string; until: number }>();
  readonly #listeners = new Set<(call: OpenApiCall) => void>();

  constructor(store: Store, clock: () => number) {
    this.state = new WechatState(store);
    this.#clock = clock;
  }

  /** Adds or replaces a handler. */
  handle(api: string, handler: OpenApiHandler): void {
    this.#handlers.set(api, handler);
  }

  /** Hears of every call; call the result to stop. */
  onCall(listener: (call: OpenApiCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A person accepts a subscription template `times` more times. */
  async grant(openid: string, template: string, times = 1): Promise<void> {
    await this.state.setQuota(openid, template, this.state.quota(openid, template) + times);
  }

  /** A code as the phone-number button gives it: five minutes, once. */
  phoneCode(number: string): string {
    const code = `phone-${this.#phones.size + 1}-${Math.random().toString(36).slice(2)}`;
    this.#phones.set(code, { number, until: this.#clock() + 300_000 });
    return code;
  }

  /** Runs one call for a function that may (`allowed`) or may not call it. */
  async run(
    api: string,
    data: Record<string, unknown>,
    caller: Caller | undefined,
    allowed: ReadonlySet<string> | 'all',
  ): Promise<OpenApiOutcome> {
    const outcome = await this.#decide(api, data, caller, allowed);
    this.#record(api, data, caller, outcome);
    return outcome;
  }

  async #decide(
    api: string,
    data: Record<string, unknown>,
    caller: Caller | undefined,
    allowed: ReadonlySet<string> | 'all',
  ): Promise<OpenApiOutcome> {
    if (!caller) return { refused: ILLEGAL_SOURCE };
    if (allowed !== 'all' && !allowed.has(api)) return { refused: NO_PERMISSION };
    const handler = this.#handlers.get(api);
    if (!handler) return { refused: NOT_FOUND };
    try {
      const result = await handler({
        data,
        caller,
        now: this.#clock(),
        state: this.state,
        risky: this.risky,
        review: this.review,
        pages: this.pages,
        media: this.media,
        takePhone: (code) => this.#takePhone(code),
      });
      return { result };
    } catch (error) {
      if (error instanceof OpenApiError) return { error };
      throw error;
    }
  }

  #takePhone(code: string): string | undefined {
    const found = this.#phones.get(code);
    this.#phones.delete(code);
    return found && found.until >= this.#clock() ? found.number : undefined;
  }

  #record(
    api: string,
    data: Record<string, unknown>,
    caller: Caller | undefined,
    outcome: OpenApiOutcome,
  ): void {
    const call: OpenApiCall = {
      api,
      data,
      at: this.#clock(),
      result: shown(outcome),
      fn: caller?.fn ?? null,
      openid: caller?.identity?.openid ?? null,
    };
    this.calls.push(call);
    if (this.calls.length > KEPT_CALLS) this.calls.splice(0, this.calls.length - KEPT_CALLS);
    for (const listener of this.#listeners) listener(call);
  }
}

function shown(outcome: OpenApiOutcome): unknown {
  if ('refused' in outcome) return { errCode: outcome.refused };
  if ('error' in outcome) return { errcode: outcome.error.errcode, errmsg: outcome.error.errmsg };
  const { result } = outcome;
  if (isPlain(result) && Buffer.isBuffer(result.buffer)) {
    return { contentType: result.contentType, bytes: result.buffer.length };
  }
  return result;
}
