/**
 * MongoDB's rules as a table: our own list, expectations from MongoDB's documentation and error
 * texts. `find`: ids of the documents a condition matches; `fails`: part of the rejection.
 */
import type { Doc } from '../../../tools/cloud/ejson';

export interface FindRule {
  name: string;
  docs: Doc[];
  where: Doc;
  ids?: unknown[];
  fails?: string;
  sort?: Record<string, 1 | -1>;
}

const numbered = (...values: unknown[]): Doc[] =>
  values.map((a, i) => (a === undefined ? { _id: i } : { _id: i, a }));
const date = (ms: number): Date => new Date(ms);

/** 0: 1, 1: 2, 2: null, 3: missing, 4: [1, 5], 5: 'x', 6: {b: 1, c: 2}, 7: {c: 2, b: 1}, 8: [], 9: true */
const MIXED = numbered(
  1,
  2,
  null,
  undefined,
  [1, 5],
  'x',
  { b: 1, c: 2 },
  { c: 2, b: 1 },
  [],
  true,
);

export const FIND_RULES: FindRule[] = [
  {
    name: 'equality matches the value and an array element',
    docs: MIXED,
    where: { a: 1 },
    ids: [0, 4],
  },
  {
    name: 'equality with null matches null and missing',
    docs: MIXED,
    where: { a: null },
    ids: [2, 3],
  },
  {
    name: 'equality with a document: key order matters',
    docs: MIXED,
    where: { a: { b: 1, c: 2 } },
    ids: [6],
  },
  { name: 'equality with a whole array', docs: MIXED, where: { a: [1, 5] }, ids: [4] },
  { name: 'equality with an empty array', docs: MIXED, where: { a: [] }, ids: [8] },
  { name: 'array order matters in equality', docs: MIXED, where: { a: [5, 1] }, ids: [] },
  { name: '$eq with null', docs: MIXED, where: { a: { $eq: null } }, ids: [2, 3] },
  {
    name: '$ne null leaves null and missing out',
    docs: MIXED,
    where: { a: { $ne: null } },
    ids: [0, 1, 4, 5, 6, 7, 8, 9],
  },
  {
    name: '$ne looks at array elements',
    docs: MIXED,
    where: { a: { $ne: 1 } },
    ids: [1, 2, 3, 5, 6, 7, 8, 9],
  },
  { name: '$gt stays within numbers', docs: MIXED, where: { a: { $gt: 0 } }, ids: [0, 1, 4] },
  { name: '$gt: null matches nothing', docs: MIXED, where: { a: { $gt: null } }, ids: [] },
  {
    name: '$gte: null matches null and missing',
    docs: MIXED,
    where: { a: { $gte: null } },
    ids: [2, 3],
  },
  {
    name: '$lte: null matches null and missing',
    docs: MIXED,
    where: { a: { $lte: null } },
    ids: [2, 3],
  },
  {
    name: '$lt on strings does not match numbers',
    docs: MIXED,
    where: { a: { $lt: 'z' } },
    ids: [5],
  },
  {
    name: 'two bounds may be met by two elements',
    docs: MIXED,
    where: { a: { $gt: 4, $lt: 2 } },
    ids: [4],
  },
  { name: '$gte on booleans', docs: MIXED, where: { a: { $gte: false } }, ids: [9] },
  { name: '$in with null', docs: MIXED, where: { a: { $in: [2, null] } }, ids: [1, 2, 3] },
  { name: '$in looks at array elements', docs: MIXED, where: { a: { $in: [5] } }, ids: [4] },
  { name: '$in with a RegExp', docs: MIXED, where: { a: { $in: [/^x/] } }, ids: [5] },
  { name: '$in with a document', docs: MIXED, where: { a: { $in: [{ b: 1, c: 2 }] } }, ids: [6] },
  {
    name: '$in needs an array',
    docs: MIXED,
    where: { a: { $in: 1 } },
    fails: '$in needs an array',
  },
  { name: '$in of nothing matches nothing', docs: MIXED, where: { a: { $in: [] } }, ids: [] },
  {
    name: '$nin leaves missing in unless null is named',
    docs: MIXED,
    where: { a: { $nin: [1, 2] } },
    ids: [2, 3, 5, 6, 7, 8, 9],
  },
  {
    name: '$nin with null',
    docs: MIXED,
    where: { a: { $nin: [null, 1] } },
    ids: [1, 5, 6, 7, 8, 9],
  },
  {
    name: '$exists true',
    docs: MIXED,
    where: { a: { $exists: true } },
    ids: [0, 1, 2, 4, 5, 6, 7, 8, 9],
  },
  { name: '$exists false', docs: MIXED, where: { a: { $exists: false } }, ids: [3] },
  {
    name: '$type number looks into arrays',
    docs: MIXED,
    where: { a: { $type: 'number' } },
    ids: [0, 1, 4],
  },
  { name: '$type null', docs: MIXED, where: { a: { $type: 'null' } }, ids: [2] },
  { name: '$type array', docs: MIXED, where: { a: { $type: 'array' } }, ids: [4, 8] },
  { name: '$type object', docs: MIXED, where: { a: { $type: 3 } }, ids: [6, 7] },
  {
    name: '$type of several',
    docs: MIXED,
    where: { a: { $type: ['string', 'bool'] } },
    ids: [5, 9],
  },
  {
    name: '$type of an unknown name',
    docs: MIXED,
    where: { a: { $type: 'thing' } },
    fails: 'Unknown type name alias',
  },
  { name: '$size', docs: MIXED, where: { a: { $size: 2 } }, ids: [4] },
  { name: '$size of zero', docs: MIXED, where: { a: { $size: 0 } }, ids: [8] },
  {
    name: '$size must be whole',
    docs: MIXED,
    where: { a: { $size: 1.5 } },
    fails: 'Failed to parse $size',
  },
  {
    name: '$mod does not match null',
    docs: numbered(0, 4, null, undefined, 'x', [8, 9]),
    where: { a: { $mod: [4, 0] } },
    ids: [0, 1, 5],
  },
  { name: '$mod truncates', docs: numbered(4.7, -5), where: { a: { $mod: [4, 0] } }, ids: [0] },
  { name: '$mod keeps the sign', docs: numbered(-5, 5), where: { a: { $mod: [4, -1] } }, ids: [0] },
  {
    name: '$mod by zero',
    docs: MIXED,
    where: { a: { $mod: [0, 1] } },
    fails: 'divisor cannot be 0',
  },
  {
    name: '$mod needs two',
    docs: MIXED,
    where: { a: { $mod: [4] } },
    fails: 'not enough elements',
  },
  { name: '$all', docs: MIXED, where: { a: { $all: [1, 5] } }, ids: [4] },
  {
    name: '$all of one matches a plain value',
    docs: MIXED,
    where: { a: { $all: [1] } },
    ids: [0, 4],
  },
  { name: '$all of nothing matches nothing', docs: MIXED, where: { a: { $all: [] } }, ids: [] },
  {
    name: '$all with $elemMatch',
    docs: numbered([{ x: 1 }, { x: 2 }], [{ x: 1 }]),
    where: { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    ids: [0],
  },
  {
    name: '$elemMatch on documents binds both to one element',
    docs: numbered([{ x: 1, y: 2 }], [{ x: 1 }, { y: 2 }]),
    where: { a: { $elemMatch: { x: 1, y: 2 } } },
    ids: [0],
  },
  {
    name: 'without $elemMatch two elements may share it',
    docs: numbered([{ x: 1, y: 2 }], [{ x: 1 }, { y: 2 }]),
    where: { 'a.x': 1, 'a.y': 2 },
    ids: [0, 1],
  },
  {
    name: '$elemMatch on values',
    docs: numbered([1, 5], [3], 3),
    where: { a: { $elemMatch: { $gt: 2, $lt: 4 } } },
    ids: [1],
  },
  {
    name: '$elemMatch does not match a plain value',
    docs: numbered({ x: 1 }),
    where: { a: { $elemMatch: { x: 1 } } },
    ids: [],
  },
  { name: '$not', docs: MIXED, where: { a: { $not: { $gt: 1 } } }, ids: [0, 2, 3, 5, 6, 7, 8, 9] },
  {
    name: '$not with a RegExp',
    docs: numbered('ab', 'cd', 1),
    where: { a: { $not: /^a/ } },
    ids: [1, 2],
  },
  {
    name: '$not of a value',
    docs: MIXED,
    where: { a: { $not: 1 } },
    fails: '$not needs a regex or a document',
  },
  {
    name: '$not of nothing',
    docs: MIXED,
    where: { a: { $not: {} } },
    fails: '$not cannot be empty',
  },
  { name: '$nor', docs: numbered(1, 2, 3), where: { $nor: [{ a: 1 }, { a: 2 }] }, ids: [2] },
  {
    name: '$or of nothing',
    docs: MIXED,
    where: { $or: [] },
    fails: '$or must be a nonempty array',
  },
  {
    name: '$and of a value',
    docs: MIXED,
    where: { $and: [1] },
    fails: 'entries need to be full objects',
  },
  {
    name: '$or and a field',
    docs: numbered(1, 2, 3),
    where: { a: { $lt: 3 }, $or: [{ a: 2 }, { a: 3 }] },
    ids: [1],
  },
  {
    name: 'an unknown operator',
    docs: MIXED,
    where: { a: { $foo: 1 } },
    fails: 'unknown operator: $foo',
  },
  {
    name: 'an unknown top-level operator',
    docs: MIXED,
    where: { $foo: 1 },
    fails: 'unknown top level operator: $foo',
  },
  {
    name: '$where is refused',
    docs: MIXED,
    where: { $where: 'true' },
    fails: 'unknown top level operator: $where',
  },
  {
    name: 'operators and fields do not mix',
    docs: MIXED,
    where: { a: { $gt: 1, b: 2 } },
    fails: 'unknown operator: b',
  },
  { name: 'a path into a document', docs: MIXED, where: { 'a.b': 1 }, ids: [6, 7] },
  {
    name: 'a path that is missing is null',
    docs: numbered({ b: 1 }, {}, 4, undefined, [], [{}], [{ b: 2 }]),
    where: { 'a.b': null },
    ids: [1, 2, 3, 5],
  },
  {
    name: 'a path over array elements, some missing',
    docs: numbered([{ b: 1 }, {}], [{ b: 1 }]),
    where: { 'a.b': null },
    ids: [0],
  },
  { name: 'a path with a position', docs: numbered([5, 6], [6, 5]), where: { 'a.0': 5 }, ids: [0] },
  {
    name: 'a position and a name',
    docs: numbered([{ b: 1 }, { b: 2 }], [{ b: 2 }]),
    where: { 'a.1.b': 2 },
    ids: [0],
  },
  {
    name: 'a number as a key of a document',
    docs: numbered({ 0: 'x' }),
    where: { 'a.0': 'x' },
    ids: [0],
  },
  {
    name: 'paths do not enter arrays in arrays',
    docs: numbered([[{ b: 1 }]]),
    where: { 'a.b': 1 },
    ids: [],
  },
  {
    name: 'a RegExp matches strings and elements',
    docs: numbered('Anna', 'bob', ['x', 'Axel'], 5),
    where: { a: /^a/i },
    ids: [0, 2],
  },
  {
    name: '$regex with $options',
    docs: numbered('Anna', 'bob'),
    where: { a: { $regex: '^A', $options: 'i' } },
    ids: [0],
  },
  {
    name: 'dates compare with dates only',
    docs: numbered(date(5), date(9), 7),
    where: { a: { $gte: date(6) } },
    ids: [1],
  },
  { name: 'date equality', docs: numbered(date(5), 5), where: { a: date(5) }, ids: [0] },
  { name: 'NaN equals NaN', docs: numbered(Number.NaN, 1), where: { a: Number.NaN }, ids: [0] },
  {
    name: 'NaN is not below a number in a range',
    docs: numbered(Number.NaN, 1),
    where: { a: { $lt: 5 } },
    ids: [1],
  },
  { name: '-0 equals 0', docs: numbered(0), where: { a: -0 }, ids: [0] },
  { name: 'an empty condition matches all', docs: numbered(1, 2), where: {}, ids: [0, 1] },
  {
    name: '$expr compares fields',
    docs: [
      { _id: 0, a: 1, b: 2 },
      { _id: 1, a: 2, b: 1 },
    ],
    where: { $expr: { $lt: ['$a', '$b'] } },
    ids: [0],
  },
  {
    name: '$expr: missing is below a number',
    docs: numbered(5, undefined),
    where: { $expr: { $lt: ['$a', 1] } },
    ids: [1],
  },
  {
    name: '$expr: missing is not null',
    docs: numbered(null, undefined),
    where: { $expr: { $eq: ['$a', null] } },
    ids: [0],
  },
  {
    name: '$expr compares across types',
    docs: numbered('x', 5),
    where: { $expr: { $gt: ['$a', 10] } },
    ids: [0],
  },
  {
    name: 'names every object inherits are not fields',
    docs: numbered(1),
    where: { constructor: { $exists: true } },
    ids: [],
  },
  { name: '$comment is ignored', docs: numbered(1), where: { a: 1, $comment: 'why' }, ids: [0] },
  {
    name: 'sort: null, numbers, strings, documents, arrays by element, booleans, dates',
    docs: numbered(date(1), true, 'x', 3, null, { b: 1 }, undefined, [2, 9]),
    where: {},
    sort: { a: 1 },
    ids: [4, 6, 7, 3, 2, 5, 1, 0],
  },
  {
    name: 'sort descending takes the largest element',
    docs: numbered([1, 9], 5, [7, 2]),
    where: {},
    sort: { a: -1 },
    ids: [0, 2, 1],
  },
  {
    name: 'sort: an empty array is below null',
    docs: numbered(null, [], 1),
    where: {},
    sort: { a: 1 },
    ids: [1, 0, 2],
  },
  {
    name: 'sort by two fields',
    docs: [
      { _id: 0, a: 1, b: 1 },
      { _id: 1, a: 1, b: 2 },
      { _id: 2, a: 0, b: 0 },
    ],
    where: {},
    sort: { a: 1, b: -1 },
    ids: [2, 1, 0],
  },
  {
    name: 'sort of documents goes field by field',
    docs: numbered({ b: 2 }, { b: 1, c: 1 }, { b: 1 }),
    where: {},
    sort: { a: 1 },
    ids: [2, 1, 0],
  },
];

export interface UpdateRule {
  name: string;
  doc: Doc;
  update: Doc;
  after?: Doc;
  fails?: string;
  where?: Doc;
}

const NOW = new Date(1_000_000);
const strange = (a: unknown): Doc => ({ _id: 'x', a });

export const UPDATE_RULES: UpdateRule[] = [
  {
    name: '$set makes documents on the way',
    doc: { _id: 'x' },
    update: { $set: { 'a.b.c': 1 } },
    after: { _id: 'x', a: { b: { c: 1 } } },
  },
  {
    name: '$set through null is refused',
    doc: strange(null),
    update: { $set: { 'a.b': 1 } },
    fails: "Cannot create field 'b' in element {a: null}",
  },
  {
    name: '$set through a string is refused',
    doc: strange('s'),
    update: { $set: { 'a.b': 1 } },
    fails: 'Cannot create field \'b\' in element {a: "s"}',
  },
  {
    name: '$set through a number is refused',
    doc: strange(3),
    update: { $set: { 'a.b': 1 } },
    fails: "Cannot create field 'b' in element {a: 3}",
  },
  {
    name: '$set on an array position',
    doc: strange([1, 2]),
    update: { $set: { 'a.1': 9 } },
    after: strange([1, 9]),
  },
  {
    name: '$set past the end fills with null',
    doc: strange([1]),
    update: { $set: { 'a.3': 9 } },
    after: strange([1, null, null, 9]),
  },
  {
    name: '$set by name in an array is refused',
    doc: strange([1]),
    update: { $set: { 'a.b': 9 } },
    fails: "Cannot create field 'b' in element",
  },
  {
    name: '$set replaces a whole document',
    doc: strange({ b: 1 }),
    update: { $set: { a: { c: 2 } } },
    after: strange({ c: 2 }),
  },
  {
    name: '$set of the same _id is fine',
    doc: strange(1),
    update: { $set: { _id: 'x', a: 2 } },
    after: strange(2),
  },
  {
    name: '$set of another _id is refused',
    doc: strange(1),
    update: { $set: { _id: 'y' } },
    fails: "would modify the immutable field '_id'",
  },
  {
    name: '$unset of _id is refused',
    doc: strange(1),
    update: { $unset: { _id: '' } },
    fails: 'immutable field',
  },
  {
    name: '$unset removes',
    doc: strange({ b: 1, c: 2 }),
    update: { $unset: { 'a.b': '' } },
    after: strange({ c: 2 }),
  },
  {
    name: '$unset of an element leaves null',
    doc: strange([1, 2, 3]),
    update: { $unset: { 'a.1': '' } },
    after: strange([1, null, 3]),
  },
  {
    name: '$unset of nothing does nothing',
    doc: strange(1),
    update: { $unset: { 'b.c': '' } },
    after: strange(1),
  },
  { name: '$inc adds', doc: strange(1), update: { $inc: { a: 2 } }, after: strange(3) },
  {
    name: '$inc begins at zero',
    doc: { _id: 'x' },
    update: { $inc: { 'a.b': 2 } },
    after: strange({ b: 2 }),
  },
  {
    name: '$inc on a string is refused',
    doc: strange('1'),
    update: { $inc: { a: 1 } },
    fails:
      'Cannot apply $inc to a value of non-numeric type. {_id: "x"} has the field \'a\' of non-numeric type string',
  },
  {
    name: '$inc on null is refused',
    doc: strange(null),
    update: { $inc: { a: 1 } },
    fails: 'non-numeric type null',
  },
  {
    name: '$inc by a string is refused',
    doc: strange(1),
    update: { $inc: { a: '1' } },
    fails: 'Cannot increment with non-numeric argument: {a: "1"}',
  },
  { name: '$mul multiplies', doc: strange(3), update: { $mul: { a: 2 } }, after: strange(6) },
  {
    name: '$mul of nothing is zero',
    doc: { _id: 'x' },
    update: { $mul: { a: 2 } },
    after: strange(0),
  },
  {
    name: '$mul on a string is refused',
    doc: strange('3'),
    update: { $mul: { a: 2 } },
    fails: 'Cannot apply $mul',
  },
  {
    name: '$min takes the smaller',
    doc: strange(3),
    update: { $min: { a: 2 } },
    after: strange(2),
  },
  {
    name: '$min compares across types',
    doc: strange('x'),
    update: { $min: { a: 5 } },
    after: strange(5),
  },
  { name: '$max takes the larger', doc: strange(3), update: { $max: { a: 2 } }, after: strange(3) },
  {
    name: '$max sets what is missing',
    doc: { _id: 'x' },
    update: { $max: { a: 2 } },
    after: strange(2),
  },
  { name: '$max over null', doc: strange(null), update: { $max: { a: 0 } }, after: strange(0) },
  {
    name: '$rename moves',
    doc: { _id: 'x', a: 1 },
    update: { $rename: { a: 'b.c' } },
    after: { _id: 'x', b: { c: 1 } },
  },
  {
    name: '$rename of nothing does nothing',
    doc: strange(1),
    update: { $rename: { z: 'y' } },
    after: strange(1),
  },
  {
    name: '$rename to itself is refused',
    doc: strange(1),
    update: { $rename: { a: 'a' } },
    fails: 'must differ',
  },
  {
    name: '$rename needs a name',
    doc: strange(1),
    update: { $rename: { a: 5 } },
    fails: "The 'to' field for $rename must be a string",
  },
  {
    name: '$rename in an array is refused',
    doc: strange([{ b: 1 }]),
    update: { $rename: { 'a.0.b': 'c' } },
    fails: 'array',
  },
  {
    name: '$currentDate',
    doc: strange(1),
    update: { $currentDate: { a: true } },
    after: strange(NOW),
  },
  {
    name: '$bit and, or, xor',
    doc: strange(13),
    update: { $bit: { a: { and: 10 } } },
    after: strange(8),
  },
  {
    name: '$bit of something else',
    doc: strange(13),
    update: { $bit: { a: { nand: 1 } } },
    fails: "only supports 'and', 'or', and 'xor'",
  },
  { name: '$push appends', doc: strange([1]), update: { $push: { a: 2 } }, after: strange([1, 2]) },
  {
    name: '$push makes an array',
    doc: { _id: 'x' },
    update: { $push: { a: 2 } },
    after: strange([2]),
  },
  {
    name: '$push of an array is one element',
    doc: strange([1]),
    update: { $push: { a: [2, 3] } },
    after: strange([1, [2, 3]]),
  },
  {
    name: '$push $each',
    doc: strange([1]),
    update: { $push: { a: { $each: [2, 3] } } },
    after: strange([1, 2, 3]),
  },
  {
    name: '$push $position',
    doc: strange([1, 2]),
    update: { $push: { a: { $each: [9], $position: 0 } } },
    after: strange([9, 1, 2]),
  },
  {
    name: '$push negative $position',
    doc: strange([1, 2]),
    update: { $push: { a: { $each: [9], $position: -1 } } },
    after: strange([1, 9, 2]),
  },
  {
    name: '$push $sort and $slice',
    doc: strange([3, 1]),
    update: { $push: { a: { $each: [2], $sort: 1, $slice: 2 } } },
    after: strange([1, 2]),
  },
  {
    name: '$push $slice from the end',
    doc: strange([1, 2]),
    update: { $push: { a: { $each: [3], $slice: -2 } } },
    after: strange([2, 3]),
  },
  {
    name: '$push $sort by a field',
    doc: strange([{ s: 2 }]),
    update: { $push: { a: { $each: [{ s: 1 }], $sort: { s: 1 } } } },
    after: strange([{ s: 1 }, { s: 2 }]),
  },
  {
    name: '$push on null is refused',
    doc: strange(null),
    update: { $push: { a: 1 } },
    fails: 'The field \'a\' must be an array but is of type null in document {_id: "x"}',
  },
  {
    name: '$push on a number is refused',
    doc: strange(1),
    update: { $push: { a: 1 } },
    fails: 'must be an array but is of type int',
  },
  {
    name: '$push with an unknown clause',
    doc: strange([]),
    update: { $push: { a: { $each: [1], $foo: 1 } } },
    fails: 'Unrecognized clause in $push: $foo',
  },
  {
    name: '$push $each needs an array',
    doc: strange([]),
    update: { $push: { a: { $each: 1 } } },
    fails: 'must be an array',
  },
  {
    name: '$addToSet adds once',
    doc: strange([1]),
    update: { $addToSet: { a: 1 } },
    after: strange([1]),
  },
  {
    name: '$addToSet $each',
    doc: strange([1]),
    update: { $addToSet: { a: { $each: [1, 2, 2] } } },
    after: strange([1, 2]),
  },
  {
    name: '$addToSet: key order makes another document',
    doc: strange([{ b: 1, c: 2 }]),
    update: { $addToSet: { a: { c: 2, b: 1 } } },
    after: strange([
      { b: 1, c: 2 },
      { c: 2, b: 1 },
    ]),
  },
  {
    name: '$addToSet on a string is refused',
    doc: strange('s'),
    update: { $addToSet: { a: 1 } },
    fails: 'Cannot apply $addToSet to non-array field',
  },
  {
    name: '$addToSet on null is refused',
    doc: strange(null),
    update: { $addToSet: { a: 1 } },
    fails: 'non-array type null',
  },
  {
    name: '$pull removes equal elements',
    doc: strange([1, 2, 1]),
    update: { $pull: { a: 1 } },
    after: strange([2]),
  },
  {
    name: '$pull by a condition',
    doc: strange([1, 5, 9]),
    update: { $pull: { a: { $gte: 5 } } },
    after: strange([1]),
  },
  {
    name: '$pull of documents by fields',
    doc: strange([{ b: 1, c: 1 }, { b: 2 }]),
    update: { $pull: { a: { b: 1 } } },
    after: strange([{ b: 2 }]),
  },
  {
    name: '$pull from nothing does nothing',
    doc: { _id: 'x' },
    update: { $pull: { a: 1 } },
    after: { _id: 'x' },
  },
  {
    name: '$pull from a string is refused',
    doc: strange('s'),
    update: { $pull: { a: 1 } },
    fails: 'Cannot apply $pull to a non-array value',
  },
  {
    name: '$pullAll',
    doc: strange([1, 2, 3, 1]),
    update: { $pullAll: { a: [1, 3] } },
    after: strange([2]),
  },
  {
    name: '$pullAll needs an array',
    doc: strange([1]),
    update: { $pullAll: { a: 1 } },
    fails: '$pullAll requires an array argument',
  },
  { name: '$pop the last', doc: strange([1, 2]), update: { $pop: { a: 1 } }, after: strange([1]) },
  {
    name: '$pop the first',
    doc: strange([1, 2]),
    update: { $pop: { a: -1 } },
    after: strange([2]),
  },
  {
    name: '$pop of a string is refused',
    doc: strange('s'),
    update: { $pop: { a: 1 } },
    fails: "contains an element of non-array type 'string'",
  },
  {
    name: '$pop by two is refused',
    doc: strange([1]),
    update: { $pop: { a: 2 } },
    fails: '$pop expects 1 or -1',
  },
  {
    name: 'the same path twice',
    doc: strange(1),
    update: { $set: { a: 1 }, $inc: { a: 1 } },
    fails: "Updating the path 'a' would create a conflict at 'a'",
  },
  {
    name: 'a path inside another',
    doc: strange({}),
    update: { $set: { a: {} }, $inc: { 'a.b': 1 } },
    fails: "Updating the path 'a.b' would create a conflict at 'a'",
  },
  {
    name: 'a path with a similar name is no conflict',
    doc: { _id: 'x' },
    update: { $set: { 'a-b': 1, 'a.b': 2 } },
    after: { _id: 'x', 'a-b': 1, a: { b: 2 } },
  },
  {
    name: 'an unknown operator',
    doc: strange(1),
    update: { $foo: { a: 1 } },
    fails: 'Unknown modifier: $foo',
  },
  {
    name: 'an operator without fields',
    doc: strange(1),
    update: { $set: 5 },
    fails: 'Modifiers operate on fields but we found type int instead',
  },
  {
    name: 'an empty name',
    doc: strange(1),
    update: { $set: { 'a.': 1 } },
    fails: 'contains an empty field name',
  },
  {
    name: 'a dollar name',
    doc: strange(1),
    update: { $set: { 'b.$c': 1 } },
    fails: 'is not valid for storage',
  },
  {
    name: 'a name that would reach the prototype',
    doc: strange(1),
    update: { $set: { '__proto__.polluted': 1 } },
    fails: "'__proto__' is not valid",
  },
  {
    name: 'a dollar name inside a value',
    doc: strange(1),
    update: { $set: { b: { $c: 1 } } },
    fails: 'is not valid for storage',
  },
  {
    name: 'the positional $',
    doc: strange([1, 5, 9]),
    where: { a: 5 },
    update: { $set: { 'a.$': 0 } },
    after: strange([1, 0, 9]),
  },
  {
    name: 'the positional $ in documents',
    doc: strange([{ k: 1 }, { k: 2 }]),
    where: { 'a.k': 2 },
    update: { $set: { 'a.$.v': 3 } },
    after: strange([{ k: 1 }, { k: 2, v: 3 }]),
  },
  {
    name: 'the positional $ without its field',
    doc: strange([1]),
    where: { _id: 'x' },
    update: { $set: { 'a.$': 0 } },
    fails: 'The positional operator did not find the match',
  },
  {
    name: 'all positions $[]',
    doc: strange([1, 2]),
    update: { $inc: { 'a.$[]': 1 } },
    after: strange([2, 3]),
  },
];

export interface AggregateRule {
  name: string;
  docs: Doc[];
  stages: Doc[];
  out?: unknown[];
  fails?: string;
}

const VALUES = numbered(0, 5, 10, 12, 20);

export const AGGREGATE_RULES: AggregateRule[] = [
  {
    name: '$bucket: a boundary belongs to the upper bucket, empty buckets are left out',
    docs: numbered(0, 10, 12),
    stages: [{ $bucket: { groupBy: '$a', boundaries: [0, 5, 10, 20] } }],
    out: [
      { _id: 0, count: 1 },
      { _id: 10, count: 2 },
    ],
  },
  {
    name: '$bucket without a default refuses what is outside',
    docs: VALUES,
    stages: [{ $bucket: { groupBy: '$a', boundaries: [0, 10] } }],
    fails: 'no default was specified',
  },
  {
    name: '$bucket with a default',
    docs: VALUES,
    stages: [
      {
        $bucket: {
          groupBy: '$a',
          boundaries: [0, 10],
          default: 'rest',
          output: { n: { $sum: 1 } },
        },
      },
    ],
    out: [
      { _id: 0, n: 2 },
      { _id: 'rest', n: 3 },
    ],
  },
  {
    name: '$bucket boundaries must rise',
    docs: VALUES,
    stages: [{ $bucket: { groupBy: '$a', boundaries: [5, 0] } }],
    fails: 'must be sorted',
  },
  {
    name: '$bucket boundaries of one type',
    docs: VALUES,
    stages: [{ $bucket: { groupBy: '$a', boundaries: [5, 'x'] } }],
    fails: 'same type',
  },
  {
    name: '$count',
    docs: VALUES,
    stages: [{ $match: { a: { $gt: 5 } } }, { $count: 'n' }],
    out: [{ n: 3 }],
  },
  {
    name: '$count of nothing gives nothing',
    docs: VALUES,
    stages: [{ $match: { a: 99 } }, { $count: 'n' }],
    out: [],
  },
  {
    name: '$group of missing is null',
    docs: numbered(1, undefined, null),
    stages: [{ $group: { _id: '$a', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    out: [
      { _id: null, n: 2 },
      { _id: 1, n: 1 },
    ],
  },
  {
    name: '$group sums only numbers',
    docs: numbered(1, 'x', 2),
    stages: [{ $group: { _id: null, s: { $sum: '$a' } } }],
    out: [{ _id: null, s: 3 }],
  },
  {
    name: '$group first, last, max, min, avg',
    docs: numbered(3, 1, 2),
    stages: [
      {
        $group: {
          _id: null,
          f: { $first: '$a' },
          l: { $last: '$a' },
          x: { $max: '$a' },
          n: { $min: '$a' },
          v: { $avg: '$a' },
        },
      },
    ],
    out: [{ _id: null, f: 3, l: 2, x: 3, n: 1, v: 2 }],
  },
  {
    name: '$sort then $limit',
    docs: VALUES,
    stages: [{ $sort: { a: -1 } }, { $limit: 2 }, { $project: { _id: 0, a: 1 } }],
    out: [{ a: 20 }, { a: 12 }],
  },
  {
    name: '$sort mixes types',
    docs: numbered('x', 2, null),
    stages: [{ $sort: { a: 1 } }, { $project: { a: 1, _id: 0 } }],
    out: [{ a: null }, { a: 2 }, { a: 'x' }],
  },
  {
    name: '$sort needs 1 or -1',
    docs: VALUES,
    stages: [{ $sort: { a: 2 } }],
    fails: '$sort key ordering must be 1',
  },
  {
    name: '$limit must be positive',
    docs: VALUES,
    stages: [{ $limit: 0 }],
    fails: 'the limit must be positive',
  },
  {
    name: '$skip',
    docs: VALUES,
    stages: [{ $skip: 3 }, { $project: { a: 1 } }],
    out: [
      { _id: 3, a: 12 },
      { _id: 4, a: 20 },
    ],
  },
  {
    name: '$unwind leaves empty and missing out',
    docs: numbered([1, 2], [], undefined),
    stages: [{ $unwind: '$a' }],
    out: [
      { _id: 0, a: 1 },
      { _id: 0, a: 2 },
    ],
  },
  {
    name: '$unwind with preserveNullAndEmptyArrays',
    docs: numbered([1], []),
    stages: [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
    out: [{ _id: 0, a: 1 }, { _id: 1 }],
  },
  {
    name: '$project a date beside _id: 0',
    docs: numbered(1),
    stages: [{ $project: { _id: 0, d: { $literal: NOW } } }],
    out: [{ d: NOW }],
  },
  {
    name: '$project a plain date beside _id: 0',
    docs: numbered(1),
    stages: [{ $project: { _id: 0, d: NOW } }],
    out: [{ d: NOW }],
  },
  {
    name: '$addFields leaves the stored document alone',
    docs: numbered({ b: 1 }),
    stages: [{ $addFields: { 'a.c': 2 } }],
    out: [{ _id: 0, a: { b: 1, c: 2 } }],
  },
  {
    name: '$replaceRoot',
    docs: numbered({ b: 1 }),
    stages: [{ $replaceRoot: { newRoot: '$a' } }],
    out: [{ b: 1 }],
  },
  {
    name: '$sortByCount',
    docs: numbered('x', 'y', 'x'),
    stages: [{ $sortByCount: '$a' }],
    out: [
      { _id: 'x', count: 2 },
      { _id: 'y', count: 1 },
    ],
  },
  {
    name: '$facet',
    docs: VALUES,
    stages: [{ $facet: { n: [{ $count: 'n' }], top: [{ $sort: { a: -1 } }, { $limit: 1 }] } }],
    out: [{ n: [{ n: 5 }], top: [{ _id: 4, a: 20 }] }],
  },
  {
    name: '$cond and comparison across types',
    docs: numbered('x'),
    stages: [{ $project: { v: { $cond: [{ $gt: ['$a', 5] }, 1, 2] } } }],
    out: [{ _id: 0, v: 1 }],
  },
  {
    name: '$ifNull on missing',
    docs: numbered(undefined),
    stages: [{ $project: { v: { $ifNull: ['$a', 7] } } }],
    out: [{ _id: 0, v: 7 }],
  },
  {
    name: '$cmp',
    docs: numbered(3),
    stages: [{ $project: { v: { $cmp: ['$a', 5] } } }],
    out: [{ _id: 0, v: -1 }],
  },
  {
    name: '$dateToString with a time zone',
    docs: numbered(new Date('2026-01-01T20:00:00Z')),
    stages: [
      {
        $project: { d: { $dateToString: { date: '$a', format: '%Y-%m-%d', timezone: '+08:00' } } },
      },
    ],
    out: [{ _id: 0, d: '2026-01-02' }],
  },
  {
    name: '$match in the middle',
    docs: VALUES,
    stages: [{ $project: { b: { $add: ['$a', 1] } } }, { $match: { b: { $gte: 13 } } }],
    out: [
      { _id: 3, b: 13 },
      { _id: 4, b: 21 },
    ],
  },
  {
    name: '$out is refused',
    docs: VALUES,
    stages: [{ $out: 'x' }],
    fails: '$out is not supported',
  },
  { name: 'an unknown stage', docs: VALUES, stages: [{ $foo: {} }], fails: '$foo' },
  {
    name: '$lookup of a missing field joins null',
    docs: [{ _id: 0 }, { _id: 1, k: 1 }],
    stages: [
      { $match: { _id: 0 } },
      { $lookup: { from: 'docs', localField: 'k', foreignField: 'k', as: 'j' } },
      { $project: { n: { $size: '$j' } } },
    ],
    out: [{ _id: 0, n: 1 }],
  },
];
