/**
 * What scripts see besides JavaScript: WeChat's logic layer has no page and no network of a browser,
 * a `global` with the language's own members, and a Function that only finds the global object.
 */

import { HIDDEN } from '../scope';

const NAMES = [
  ...[
    'Object',
    'Array',
    'String',
    'Number',
    'Boolean',
    'Symbol',
    'BigInt',
    'Date',
    'RegExp',
    'Math',
  ],
  ...['JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Proxy', 'Reflect', 'Intl', 'Error'],
  ...['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'],
  ...['ArrayBuffer', 'DataView', 'Uint8Array', 'Int8Array', 'Uint8ClampedArray', 'Uint16Array'],
  ...['Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array', 'NaN', 'Infinity'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURI', 'encodeURIComponent'],
  ...['decodeURI', 'decodeURIComponent', 'escape', 'unescape', 'console'],
] as const;

const CALLED = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

function makeGlobal(): Record<string, unknown> {
  const host = globalThis as unknown as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  for (const name of NAMES) made[name] = host[name];
  for (const name of CALLED) {
    made[name] = (...args: unknown[]) => (host[name] as (...all: unknown[]) => unknown)(...args);
  }
  for (const name of ['wx', 'getApp', 'getCurrentPages', '__wxConfig', 'Function']) {
    Object.defineProperty(made, name, { get: () => (name === 'Function' ? NoCode : host[name]) });
  }
  return made;
}

/** `Function('return this')()` is how libraries look for the global object; other code is refused. */
function NoCode(...parts: unknown[]): () => unknown {
  if (/^\s*return this;?\s*$/.test(String(parts.at(-1) ?? ''))) return () => logicGlobal;
  throw new EvalError('code from strings is not allowed in a mini program');
}
NoCode.prototype = Function.prototype;

const logicGlobal = makeGlobal();
logicGlobal.global = logicGlobal;
logicGlobal.globalThis = logicGlobal;

/** What a script is handed behind require, module and exports (`PARAMETERS`). */
export const scope: readonly unknown[] = [...HIDDEN.map(() => undefined), logicGlobal, NoCode];
