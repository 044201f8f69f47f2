/** An environment of CloudBase as far as a deployment needs it: what is there, and how it is changed. */
import type { IndexSpec } from '../cloud/store/index-keys';
import type { TimeTrigger, WantedFunction } from './wanted';

export interface FoundFunction {
  runtime: string;
  /** Seconds. */
  timeout: number;
  /** Megabytes. */
  memorySize: number;
  triggers: readonly TimeTrigger[];
  variables: Readonly<Record<string, string>>;
}

export interface FoundCollection {
  /** Name of an index to its keys in words: `uid 1, day -1 (unique)`. */
  indexes: ReadonlyMap<string, string>;
  /** READONLY, PRIVATE, ADMINWRITE, ADMINONLY or CUSTOM. */
  access: string;
}

export interface Found {
  functions: ReadonlyMap<string, FoundFunction>;
  collections: ReadonlyMap<string, FoundCollection>;
}

/** Nothing created yet. */
export const EMPTY: Found = { functions: new Map(), collections: new Map() };

/** Every change may be made again. All reject with an Error that names the call. */
export interface Cloud {
  /** What there is of these names; other functions and collections are nobody's business. */
  read(functions: readonly string[], collections: readonly string[]): Promise<Found>;
  /** With code, settings, variables and triggers; resolves when it can be called. */
  createFunction(wanted: WantedFunction): Promise<void>;
  updateCode(wanted: WantedFunction): Promise<void>;
  /** `variables` are all that the function has afterwards. */
  configure(
    wanted: Pick<WantedFunction, 'name' | 'timeout' | 'memorySize'>,
    variables: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Replaces one of the same name. */
  setTrigger(name: string, trigger: TimeTrigger, replace: boolean): Promise<void>;
  createCollection(name: string): Promise<void>;
  /** Replaces one of the same name. */
  setIndex(collection: string, index: IndexSpec, replace: boolean): Promise<void>;
  /** 仅管理端可读写. */
  closeCollection(name: string): Promise<void>;
}

/** What makes two indexes the same. */
export const indexWords = (keys: readonly (readonly [string, unknown])[], unique: boolean) =>
  `${keys.map((key) => key.join(' ')).join(', ')}${unique ? ' (unique)' : ''}`;
