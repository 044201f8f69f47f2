/**
 * Members of `wx` that the preview has not: they fail by name, as WeChat's do on a device that
 * cannot, and never as `undefined is not a function`. What WeChat has not either is undefined.
 */
import { apis, objects } from 'preview:api';
import { phone } from '../runtime/phone';
import { api, Failure, failed, type Options } from './call';

const WORDS = 'not supported in the preview';
const named = new Set<string>();

/** Says once what a mini program asked for in vain. */
function tell(name: string): Failure {
  if (!named.has(name)) {
    named.add(name);
    console.warn(`wx.${name}: ${WORDS}`);
    phone.note('wx', `${name}: ${WORDS}`);
  }
  return new Failure(WORDS);
}

const made = new Map<string, unknown>();

function missing(name: string): unknown {
  const entry = apis[name];
  if (!entry) return undefined;
  const known = made.get(name);
  if (known) return known;
  const member = memberOf(name);
  made.set(name, member);
  return member;
}

function memberOf(name: string): unknown {
  const entry = apis[name];
  if (entry?.returns && !entry.fails) {
    const members = objects[entry.returns];
    return (options?: Options) => {
      if (options?.fail || options?.complete) refuse(name, options);
      return members ? missingObject(name, members) : missingWorld(name);
    };
  }
  if (/^(on|off)[A-Z]/.test(name)) return () => void tell(name);
  if (entry?.fails) {
    const call = api(name, () => {
      throw tell(name);
    });
    return (options?: Options) => {
      const answer = call(options);
      // The warning has said it; who gives no callback has not asked.
      answer?.catch(() => undefined);
      return answer;
    };
  }
  return () => {
    throw new Error(failed(name, tell(name)).errMsg);
  };
}

function refuse(name: string, { fail, complete }: Options): void {
  const error = failed(name, tell(name));
  queueMicrotask(() => {
    fail?.(error);
    complete?.(error);
  });
}

/** An object whose methods do nothing, and fail by name where they are asked for an answer. */
function missingObject(name: string, members: readonly string[]): object {
  tell(name);
  const methods = members.map((member) => [
    member,
    (options?: Options) => {
      if (/^(on|off)[A-Z]/.test(member)) return undefined;
      if (typeof options === 'object') refuse(`${name}.${member}`, options ?? {});
      const refused = Promise.reject(failed(`${name}.${member}`, new Failure(WORDS)));
      // Who does not look at it has not asked for an answer.
      refused.catch(() => undefined);
      return refused;
    },
  ]);
  return Object.fromEntries(methods) as object;
}

/** A whole system of classes, such as XR-FRAME's: all of it is there, and does nothing. */
function missingWorld(name: string): unknown {
  tell(name);
  const parts = new Map<PropertyKey, unknown>();
  const world: object = new Proxy(class {}, {
    get(target, key) {
      if (key === 'prototype') return Reflect.get(target, key) as unknown;
      if (typeof key === 'symbol' || key === 'then') return undefined;
      if (!parts.has(key)) parts.set(key, missingWorld(name));
      return parts.get(key);
    },
    apply: () => world,
  });
  return world;
}

/** `wx` with everything WeChat lists. */
export const withMissing = <T extends object>(wx: T): T =>
  new Proxy(wx, {
    get: (target, name, receiver) =>
      Reflect.has(target, name) || typeof name === 'symbol'
        ? (Reflect.get(target, name, receiver) as unknown)
        : missing(name),
    has: (target, name) => Reflect.has(target, name) || String(name) in apis,
    // uni-app takes for missing what is no member of its own.
    getOwnPropertyDescriptor(target, name) {
      const known = Reflect.getOwnPropertyDescriptor(target, name);
      if (known || typeof name === 'symbol' || !(name in apis)) return known;
      return { value: missing(name), configurable: true, enumerable: false, writable: false };
    },
  });
