/** Stages: what MongoDB gives, and what it refuses. */
import type { Doc } from '../../../../tools/cloud/ejson';
import { numbered, show } from './table';

/** Documents through stages: what comes out, or part of the refusal. */
export interface StageRow {
  name: string;
  docs: Doc[];
  stages: Doc[];
  out?: unknown[];
  fails?: string;
}

function rows(docs: Doc[], list: [stages: Doc[], result: unknown[] | string][]): StageRow[] {
  return list.map(([stages, result]) => ({
    name: stages.map(show).join(' '),
    docs,
    stages,
    ...(typeof result === 'string' ? { fails: result } : { out: result }),
  }));
}

const SALES: Doc[] = [
  { _id: 0, k: 'a', n: 1, t: ['x'] },
  { _id: 1, k: 'b', n: 2 },
  { _id: 2, n: null, t: ['y', 'x'] },
  { _id: 3, k: null, n: 4 },
  { _id: 4, k: 'a' },
];
const byId = { $sort: { _id: 1 } };
const all = (field: Doc): Doc => ({ $group: { _id: null, v: field } });
const NESTED: Doc[] = [
  { _id: 0, a: [{ x: 1 }, { x: 2 }], b: { c: 1 }, s: 5 },
  { _id: 1, a: [], s: 'text' },
];
const LISTS = numbered([1, 2], [], null, undefined, 'one', { b: [3] });

export const STAGE_ROWS: StageRow[] = [
  ...rows(SALES, [
    [
      [{ $group: { _id: '$k', n: { $sum: 1 } } }, byId],
      [
        { _id: null, n: 2 },
        { _id: 'a', n: 2 },
        { _id: 'b', n: 1 },
      ],
    ],
    [
      [{ $group: { _id: { k: '$k' }, n: { $sum: 1 } } }, byId],
      [
        { _id: {}, n: 1 },
        { _id: { k: null }, n: 1 },
        { _id: { k: 'a' }, n: 2 },
        { _id: { k: 'b' }, n: 1 },
      ],
    ],
    [[all({ $push: '$n' })], [{ _id: null, v: [1, 2, null, 4] }]],
    [
      [all({ $push: { n: '$n', k: '$k' } }), { $project: { v: { $slice: ['$v', -1] } } }],
      [{ _id: null, v: [{ k: 'a' }] }],
    ],
    [[all({ $addToSet: '$k' })], [{ _id: null, v: ['a', 'b', null] }]],
    [[all({ $max: '$n' })], [{ _id: null, v: 4 }]],
    [[all({ $min: '$n' })], [{ _id: null, v: 1 }]],
    [[all({ $max: '$none' })], [{ _id: null, v: null }]],
    [[all({ $sum: '$n' })], [{ _id: null, v: 7 }]],
    [[all({ $sum: '$none' })], [{ _id: null, v: 0 }]],
    [[all({ $avg: '$none' })], [{ _id: null, v: null }]],
    [[all({ $first: '$none' })], [{ _id: null, v: null }]],
    [[all({ $last: '$k' })], [{ _id: null, v: 'a' }]],
    [[all({ $stdDevPop: '$n' })], [{ _id: null, v: Math.sqrt(14 / 9) }]],
    [[{ $match: { _id: 0 } }, all({ $stdDevSamp: '$n' })], [{ _id: null, v: null }]],
    [[{ $match: { _id: 0 } }, all({ $stdDevPop: '$n' })], [{ _id: null, v: 0 }]],
    [[all({ $stdDevPop: '$none' })], [{ _id: null, v: null }]],
    [[{ $match: { _id: 99 } }, all({ $sum: 1 })], []],
    [
      [{ $group: { _id: { $gt: ['$n', 1] }, ids: { $push: '$_id' } } }, byId],
      [
        { _id: false, ids: [0, 2, 4] },
        { _id: true, ids: [1, 3] },
      ],
    ],
    [[{ $group: { n: { $sum: 1 } } }], 'a group specification must include an _id'],
    [[{ $group: { _id: null, 'a.b': { $sum: 1 } } }], "The field name 'a.b' cannot contain '.'"],
    [[{ $group: { _id: null, a: '$n' } }], "The field 'a' must be an accumulator object"],
    [[{ $group: { _id: null, a: { b: 1 } } }], "The field 'a' must be an accumulator object"],
    [
      [{ $group: { _id: null, a: { $sum: 1, $max: 1 } } }],
      "The field 'a' must specify one accumulator",
    ],
    [[{ $group: { _id: null, a: { $foo: 1 } } }], "unknown group operator '$foo'"],
    [[{ $group: 5 }], "a group's fields must be specified in an object"],
    [
      [{ $sample: { size: 99 } }, byId, { $project: { _id: 1 } }],
      [0, 1, 2, 3, 4].map((_id) => ({ _id })),
    ],
    [[{ $sample: { size: 5 } }, { $group: { _id: '$_id' } }, { $count: 'n' }], [{ n: 5 }]],
    [[{ $sample: { size: 3 } }, { $count: 'n' }], [{ n: 3 }]],
    [[{ $match: { _id: 99 } }, { $sample: { size: 3 } }], []],
    [[{ $sample: { size: 0 } }], []],
    [[{ $sample: { size: -1 } }], 'size argument to $sample must not be negative'],
    [[{ $sample: { size: 'x' } }], 'size argument to $sample must be a number'],
    [[{ $sample: 3 }], 'size argument to $sample must be a number'],
    [[{ $match: 5 }], 'filter must be an expression in an object'],
    [[{ $skip: 1 }, { $match: { k: { $foo: 1 } } }], 'unknown operator: $foo'],
    [[{ $sortByCount: '$k' }, { $limit: 1 }], [{ _id: 'a', count: 2 }]],
    [
      [
        { $match: { _id: 0 } },
        { $lookup: { from: 'docs', localField: 'k', foreignField: 'k', as: 'in.same' } },
        { $project: { n: { $size: '$in.same' } } },
      ],
      [{ _id: 0, n: 2 }],
    ],
    [
      [
        { $match: { _id: 0 } },
        {
          $lookup: {
            from: 'docs',
            let: { k: '$k' },
            pipeline: [{ $match: { $expr: { $eq: ['$k', '$$k'] } } }, { $project: { _id: 1 } }],
            as: 'in.same',
          },
        },
        { $project: { in: 1 } },
      ],
      [{ _id: 0, in: { same: [{ _id: 0 }, { _id: 4 }] } }],
    ],
  ]),
  ...rows(NESTED, [
    [
      [{ $addFields: { 'a.y': 9 } }, { $project: { a: 1 } }],
      [
        {
          _id: 0,
          a: [
            { x: 1, y: 9 },
            { x: 2, y: 9 },
          ],
        },
        { _id: 1, a: [] },
      ],
    ],
    [
      [{ $set: { a: { y: 9 } } }, { $project: { a: 1 } }],
      [
        {
          _id: 0,
          a: [
            { x: 1, y: 9 },
            { x: 2, y: 9 },
          ],
        },
        { _id: 1, a: [] },
      ],
    ],
    [
      [{ $addFields: { 's.t': 1 } }, { $project: { s: 1 } }],
      [
        { _id: 0, s: { t: 1 } },
        { _id: 1, s: { t: 1 } },
      ],
    ],
    [
      [{ $addFields: { 'b.d.e': '$b.c' } }, { $project: { b: 1 } }],
      [
        { _id: 0, b: { c: 1, d: { e: 1 } } },
        { _id: 1, b: { d: {} } },
      ],
    ],
    [
      [{ $addFields: { b: '$none' } }, { $project: { b: 1 } }],
      [{ _id: 0 }, { _id: 1 }],
    ],
    [
      [{ $addFields: { b: '$$REMOVE' } }, { $project: { b: 1 } }],
      [{ _id: 0 }, { _id: 1 }],
    ],
    [
      [{ $addFields: { b: {} } }, { $project: { b: 1 } }],
      [
        { _id: 0, b: {} },
        { _id: 1, b: {} },
      ],
    ],
    [
      [{ $addFields: { b: ['$s', { c: 1 }] } }, { $project: { b: 1 } }],
      [
        { _id: 0, b: [5, { c: 1 }] },
        { _id: 1, b: ['text', { c: 1 }] },
      ],
    ],
    [[{ $addFields: { b: 1, 'b.c': 2 } }], 'two conflicting paths'],
    [[{ $addFields: { 'b.': 2 } }], 'FieldPath field names may not be empty strings.'],
    [[{ $addFields: { $b: 2 } }], "FieldPath field names may not start with '$'"],
    [[{ $addFields: {} }], 'must be an object with at least one field'],
    [[{ $addFields: 5 }], 'must be an object with at least one field'],
  ]),
  ...rows(LISTS, [
    [
      [{ $unwind: '$a' }],
      [
        { _id: 0, a: 1 },
        { _id: 0, a: 2 },
        { _id: 4, a: 'one' },
        { _id: 5, a: { b: [3] } },
      ],
    ],
    [
      [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
      [
        { _id: 0, a: 1 },
        { _id: 0, a: 2 },
        { _id: 1 },
        { _id: 2, a: null },
        { _id: 3 },
        { _id: 4, a: 'one' },
        { _id: 5, a: { b: [3] } },
      ],
    ],
    [
      [{ $unwind: { path: '$a', includeArrayIndex: 'i' } }],
      [
        { _id: 0, a: 1, i: 0 },
        { _id: 0, a: 2, i: 1 },
        { _id: 4, a: 'one', i: null },
        { _id: 5, a: { b: [3] }, i: null },
      ],
    ],
    [[{ $unwind: '$a.b' }], [{ _id: 5, a: { b: 3 } }]],
    [[{ $unwind: { path: '$a.b', includeArrayIndex: 'a.i' } }], [{ _id: 5, a: { b: 3, i: 0 } }]],
    [[{ $unwind: 'a' }], "should be prefixed with a '$': a"],
    [[{ $unwind: 5 }], 'expected either a string or an object as specification for $unwind'],
    [[{ $unwind: {} }], 'no path specified to $unwind stage'],
    [[{ $unwind: { path: '$a', x: 1 } }], 'unrecognized option to $unwind stage: x'],
    [
      [{ $unwind: { path: '$a', includeArrayIndex: '' } }],
      'expected a non-empty string for the includeArrayIndex',
    ],
    [
      [{ $unwind: { path: '$a', includeArrayIndex: '$i' } }],
      'expected a non-empty string for the includeArrayIndex',
    ],
  ]),
  ...rows(
    [{ _id: 0, l: [5, 6], o: { 0: 'zero' } }],
    [
      [[{ $project: { v: '$l.0', w: '$o.0' } }], [{ _id: 0, v: [], w: 'zero' }]],
      [[{ $group: { _id: '$o.0' } }], [{ _id: 'zero' }]],
      [[{ $match: { 'l.0': 5 } }, { $count: 'n' }], [{ n: 1 }]],
      [[{ $project: { _id: 1 } }, { $match: { 'l.0': 5 } }, { $count: 'n' }], []],
      [[{ $match: { $expr: { $eq: ['$o.0', 'zero'] } } }, { $count: 'n' }], [{ n: 1 }]],
      [
        [{ $facet: { a: [{ $match: { 'l.1': 6 } }, { $project: { v: '$o.0' } }] } }],
        [{ a: [{ _id: 0, v: 'zero' }] }],
      ],
    ],
  ),
];
