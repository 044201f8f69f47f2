/** `field()`: what is shown, and what contradicts itself. */
import type { Doc } from '../../../../tools/cloud/ejson';
import { show } from './table';

/** A document seen through `fields`, or part of the refusal. */
export interface ProjectionRow {
  name: string;
  doc: Doc;
  fields: Doc;
  out?: Doc;
  fails?: string;
}

const DOC: Doc = {
  _id: 'x',
  a: 1,
  b: { c: 2, d: { e: 3 } },
  l: [1, 2, 3, 4],
  m: [{ k: 1, v: [1, 2] }, { k: 2, v: [3] }, 7],
};
const { _id, a, b, l, m } = DOC;

const ROWS: [fields: Doc, result: Doc | string][] = [
  [{}, DOC],
  [{ a: 1 }, { _id, a }],
  [{ a: true, _id: false }, { a }],
  [{ a: 0 }, { _id, b, l, m }],
  [
    { a: false, l: 0, m: 0 },
    { _id, b },
  ],
  [{ _id: 1 }, { _id }],
  [{ _id: 0 }, { a, b, l, m }],
  [{ 'b.c': 1 }, { _id, b: { c: 2 } }],
  [
    { 'b.c': 0, l: 0, m: 0 },
    { _id, a, b: { d: { e: 3 } } },
  ],
  [{ 'b.d.e': 1 }, { _id, b: { d: { e: 3 } } }],
  [{ 'm.k': 1 }, { _id, m: [{ k: 1 }, { k: 2 }] }],
  [
    { 'm.k': 0, a: 0, b: 0, l: 0 },
    { _id, m: [{ v: [1, 2] }, { v: [3] }, 7] },
  ],
  [{ none: 1 }, { _id }],
  [{ l: { $slice: 2 } }, { ...DOC, l: [1, 2] }],
  [{ l: { $slice: -1 } }, { ...DOC, l: [4] }],
  [{ l: { $slice: [1, 2] } }, { ...DOC, l: [2, 3] }],
  [{ l: { $slice: [-2, 1] } }, { ...DOC, l: [3] }],
  [{ l: { $slice: [-99, 1] } }, { ...DOC, l: [1] }],
  [{ l: { $slice: 2.9 } }, { ...DOC, l: [1, 2] }],
  [{ a: { $slice: 2 } }, DOC],
  [{ none: { $slice: 2 } }, DOC],
  [
    { a: 1, l: { $slice: 1 } },
    { _id, a, l: [1] },
  ],
  [
    { a: 0, b: 0, m: 0, l: { $slice: 1 } },
    { _id, l: [1] },
  ],
  [
    { _id: 0, l: { $slice: 1 } },
    { a, b, l: [1], m },
  ],
  [{ 'm.v': { $slice: 1 } }, { ...DOC, m: [{ k: 1, v: [1] }, { k: 2, v: [3] }, 7] }],
  [
    { a: 1, 'm.v': { $slice: -1 } },
    { _id, a, m: [{ v: [2] }, { v: [3] }] },
  ],
  [{ m: { $elemMatch: { k: 2 } } }, { _id, m: [{ k: 2, v: [3] }] }],
  [{ m: { $elemMatch: { k: { $gt: 0 } } } }, { _id, m: [{ k: 1, v: [1, 2] }] }],
  [{ m: { $elemMatch: { k: 9 } } }, { _id }],
  [
    { a: 1, m: { $elemMatch: { k: 2 } } },
    { _id, a, m: [{ k: 2, v: [3] }] },
  ],
  [{ l: { $elemMatch: { $gt: 2 } } }, { _id, l: [3] }],
  [{ a: { $elemMatch: { $gt: 0 } } }, { _id }],
  [{ _id: 0, m: { $elemMatch: { k: 2 } } }, { m: [{ k: 2, v: [3] }] }],
  [{ a: 1, b: 0 }, 'Cannot do exclusion on field b in inclusion projection'],
  [{ b: 0, a: 1 }, 'Cannot do exclusion on field b in inclusion projection'],
  [{ b: 1, 'b.c': 1 }, 'Path collision at b.c remaining portion c'],
  [{ 'b.c': 1, b: 1 }, 'Path collision at b.c remaining portion c'],
  [{ 'b.d': 0, 'b.d.e': 0 }, 'Path collision at b.d.e remaining portion e'],
  [{ m: { $slice: 1 }, 'm.k': 1 }, 'Path collision at m.k remaining portion k'],
  [{ 'm.$': 1 }, "The positional projection 'm.$' is not supported"],
  [{ '': 1 }, 'FieldPath field names may not be empty strings.'],
  [{ 'b..c': 1 }, 'FieldPath field names may not be empty strings.'],
  [{ 'b.': 1 }, 'FieldPath field names may not be empty strings.'],
  [{ $a: 1 }, "FieldPath field names may not start with '$'"],
  [{ 'b.$c': 1 }, "FieldPath field names may not start with '$'"],
  [{ a: '$b' }, 'Unsupported projection option: a'],
  [{ a: null }, 'Unsupported projection option: a'],
  [{ a: [1] }, 'Unsupported projection option: a'],
  [{ a: { $add: [1, 2] } }, 'Unsupported projection option: a'],
  [{ a: {} }, 'Unsupported projection option: a'],
  [{ l: { $slice: 1, $elemMatch: {} } }, 'Unsupported projection option: l'],
  [{ l: { $slice: '1' } }, '$slice only supports numbers and [skip, limit] arrays'],
  [{ l: { $slice: [1] } }, '$slice array wrong size'],
  [{ l: { $slice: [1, 2, 3] } }, '$slice array wrong size'],
  [{ l: { $slice: [1, 0] } }, '$slice limit must be positive'],
  [{ l: { $slice: [1, -2] } }, '$slice limit must be positive'],
  [{ m: { $elemMatch: 5 } }, 'elemMatch: Invalid argument, object required'],
  [{ 'b.m': { $elemMatch: { k: 1 } } }, 'Cannot use $elemMatch projection on a nested field.'],
  [{ m: { $elemMatch: { k: { $foo: 1 } } } }, 'unknown operator: $foo'],
];

export const PROJECTION_ROWS: ProjectionRow[] = ROWS.map(([fields, result]) => ({
  name: show(fields),
  doc: DOC,
  fields,
  ...(typeof result === 'string' ? { fails: result } : { out: result }),
}));
