/** What an openapi handler is given and gives. */
import type { Caller } from '../identity';
import type { WechatState } from './state';

/** What a handler works with; `data` has snake_case keys, as they arrive. */
export interface OpenApiContext {
  data: Record<string, unknown>;
  caller: Caller;
  now: number;
  state: WechatState;
  /** Words msgSecCheck calls risky, and words it wants reviewed. */
  risky: ReadonlySet<string>;
  review: ReadonlySet<string>;
  /** Pages of the mini program, when known: wxacode checks them. */
  pages: ReadonlySet<string> | undefined;
  /** Pictures that people sent, by media id. */
  media: ReadonlyMap<string, { contentType: string; buffer: Buffer }>;
  /** Phone number behind a code, used once. */
  takePhone(code: string): string | undefined;
}

/** JSON members beside errcode, or a picture. */
export type OpenApiResult = Record<string, unknown> | { contentType: string; buffer: Buffer };

export type OpenApiHandler = (context: OpenApiContext) => Promise<OpenApiResult> | OpenApiResult;
