/** WeChat's calling convention: callbacks, or a promise when none is given. */

import { recentlyTapped } from '../runtime/user-tap';

export interface Options {
  success?: (result: object) => void;
  fail?: (error: WxError) => void;
  complete?: (result: object) => void;
  [key: string]: unknown;
}

export interface WxError {
  errMsg: string;
  errCode?: number;
  errno?: number;
  [key: string]: unknown;
}

/** Thrown inside an api; the caller gets `errMsg: "<api>:fail <reason>"` and the fields. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly reason: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(reason);
  }
}

/** @throws Failure unless a finger has just tapped. */
export function needTap(): void {
  if (!recentlyTapped()) throw new Failure('can only be invoked by user TAP gesture.');
}

export type Api = (options?: Options) => Promise<object> | undefined;

/** Every asynchronous member of `wx` is made here. */
export function api(name: string, run: (options: Options) => unknown): Api {
  return (options = {}) => {
    const answer = (async () => ({
      errMsg: `${name}:ok`,
      ...fieldsOf(await run(options)),
    }))().catch((error: unknown) => {
      throw failed(name, error);
    });
    const { success, fail, complete } = options;
    if (!success && !fail && !complete) return answer;
    void answer.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error: WxError) => {
        fail?.(error);
        complete?.(error);
      },
    );
    return undefined;
  };
}

/** What an api adds to its answer; anything but an object adds nothing. */
const fieldsOf = (result: unknown): object =>
  typeof result === 'object' && result !== null ? result : {};

/** What `wx` refused of late, in its words: an empty page names it. */
export const refusals: string[] = [];

/** What WeChat reports for whatever was thrown. */
export function failed(name: string, error: unknown): WxError {
  if (error instanceof Failure) {
    refusals.push(`${name}:fail ${error.reason}`);
    return { errMsg: `${name}:fail ${error.reason}`, ...error.fields };
  }
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { errMsg: `${name}:fail ${message}` };
}

/** A list of listeners with WeChat's `on`/`off`: `off` without a listener removes all. */
export class Listeners<T> {
  private list: ((value: T) => void)[] = [];

  readonly on = (listener: (value: T) => void): void => {
    this.list.push(listener);
  };

  readonly off = (listener?: (value: T) => void): void => {
    this.list = listener ? this.list.filter((one) => one !== listener) : [];
  };

  emit(value: T): void {
    for (const listener of [...this.list]) listener(value);
  }
}

export const text = (value: unknown, otherwise = ''): string =>
  value === undefined || value === null ? otherwise : String(value);

/** Bytes of this window's realm, whatever realm or view they came in. */
export function bytesOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  }
  return new Uint8Array(value as ArrayBuffer).slice();
}

export const bufferOf = (bytes: Uint8Array): ArrayBuffer =>
  new Uint8Array(bytes).buffer as ArrayBuffer;
