/** Documents that may be stored whole, and those that may not. */
import type { Doc } from '../../../../tools/cloud/ejson';

/** Depth `levels` with the document itself, as documents in documents or as lists in lists. */
function deep(levels: number, list: boolean): Doc {
  let value: unknown = 1;
  for (let i = 1; i < levels; i++) value = list ? [value] : { a: value };
  return { a: value };
}

/** A document, and part of the refusal or null. */
export const STORED_ROWS: [name: string, doc: Doc, fails: string | null][] = [
  ['a name with a dot', { 'a.b': 1 }, null],
  ['an empty name', { '': 1 }, null],
  ['a name that ends with a dollar', { a$: 1 }, null],
  ['a name with a dollar first', { $a: 1 }, "dollar ($) prefixed field '$a'"],
  ['a dollar name inside', { a: { $b: 1 } }, "field '$b' in 'a.$b'"],
  ['a dollar name in a list', { a: [{ b: [{ $c: 1 }] }] }, "field '$c' in 'a.b.$c'"],
  ['a name with NUL', { 'a\u0000b': 1 }, 'must not contain a null byte'],
  ['a name that is NUL', { '\u0000': 1 }, 'must not contain a null byte'],
  ['a name with NUL inside', { a: { 'b\u0000': 1 } }, 'must not contain a null byte'],
  ['a name with NUL in a list', { a: [[{ '\u0000c': 1 }]] }, 'must not contain a null byte'],
  ['a text with NUL', { a: 'x\u0000y' }, null],
  ['180 levels of documents', deep(180, false), null],
  ['181 levels of documents', deep(181, false), 'exceeds 180 levels of nesting'],
  ['180 levels of lists', deep(180, true), null],
  ['181 levels of lists', deep(181, true), 'exceeds 180 levels of nesting'],
  ['3 000 levels', deep(3000, false), 'exceeds 180 levels of nesting'],
  [
    'a name that reaches the prototype',
    JSON.parse('{"a":{"__proto__":{"x":1}}}') as Doc,
    "'__proto__' is not valid",
  ],
];
