/** The one door to glass-easel, WeChat's open-source component framework. */
import * as adapter from 'glass-easel-miniprogram-adapter';

export const { glassEasel, MiniProgramEnv } = adapter;
export type { domlikeBackend, GeneralComponent } from 'glass-easel';

/** What `this` is in a page or component. */
export interface Caller {
  /** The component behind it. */
  _$: import('glass-easel').GeneralComponent;
  readonly is: string;
  readonly data: Record<string, unknown>;
  setData(data: Record<string, unknown>, done?: () => void): void;
  [member: string]: unknown;
}

/** Prototype of every caller, for what the adapter lacks. */
export const callerPrototype = adapter.component.ComponentCaller.prototype as unknown as Record<
  string,
  unknown
>;
