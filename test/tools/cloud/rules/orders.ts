/** Orders: arrays on the way, positions, several fields through one array. */
import type { Doc } from '../../../../tools/cloud/ejson';
import { type FindRow, numbered, orders } from './table';

const LISTS: Doc[] = [
  {
    _id: 0,
    l: [
      { s: 5, t: 1 },
      { s: 1, t: 9 },
    ],
  },
  {
    _id: 1,
    l: [
      { s: 3, t: 2 },
      { s: 2, t: 1 },
    ],
  },
  { _id: 2, l: [{ s: 1, t: 2 }] },
  { _id: 3, l: [] },
  { _id: 4 },
  { _id: 5, l: { s: 4, t: 4 } },
];
const POSITIONS: Doc[] = [
  { _id: 0, l: [{ s: 3 }, { s: 1 }] },
  { _id: 1, l: [{ s: 1 }, { s: 3 }] },
  { _id: 2, l: [{ s: 2 }, { s: 2 }] },
];

export const ORDER_ROWS: FindRow[] = [
  ...orders('positions', POSITIONS, [
    [{ 'l.0.s': 1 }, [1, 2, 0]],
    [{ 'l.0.s': -1 }, [0, 2, 1]],
    [{ 'l.1.s': 1 }, [0, 2, 1]],
    [{ 'l.1.s': -1 }, [1, 2, 0]],
    [{ 'l.s': 1, 'l.0.s': 1 }, [1, 0, 2]],
    [{ 'l.2.s': 1 }, [0, 1, 2]],
  ]),
  ...orders('positions of plain values', numbered([3, 1], [1, 3], [2, 2], 5, [], undefined), [
    [{ 'a.0': 1, _id: 1 }, [3, 4, 5, 1, 2, 0]],
    [{ 'a.0': -1, _id: 1 }, [0, 2, 1, 3, 4, 5]],
    [{ 'a.1': 1, _id: 1 }, [3, 4, 5, 0, 2, 1]],
    [{ a: 1, _id: 1 }, [4, 5, 0, 1, 2, 3]],
    [{ a: -1, _id: 1 }, [3, 0, 1, 2, 5, 4]],
  ]),
  ...orders('through an array', LISTS, [
    [{ 'l.s': 1, _id: 1 }, [3, 4, 0, 2, 1, 5]],
    [{ 'l.s': -1, _id: 1 }, [0, 5, 1, 2, 3, 4]],
    // Both fields of one element: (1, 9) for 0, (1, 2) for 2, not the smallest of each.
    [{ 'l.s': 1, 'l.t': 1, _id: 1 }, [3, 4, 2, 0, 1, 5]],
    [{ 'l.s': 1, 'l.t': -1, _id: 1 }, [3, 4, 0, 2, 1, 5]],
    [{ 'l.s': -1, 'l.t': 1, _id: 1 }, [0, 5, 1, 2, 3, 4]],
    [{ 'l.t': 1, 'l.s': 1, _id: 1 }, [3, 4, 1, 0, 2, 5]],
    [{ 'l.t': -1, 'l.s': -1, _id: 1 }, [0, 5, 1, 2, 3, 4]],
  ]),
  ...orders(
    'two arrays side by side',
    [{ _id: 0, a: [1], b: [2] }],
    [
      [{ a: 1, b: 1 }, 'cannot sort with keys that are parallel arrays'],
      [{ a: 1, _id: 1 }, [0]],
      [{ b: -1, _id: 1 }, [0]],
    ],
  ),
  ...orders(
    'types',
    numbered(true, 'b', 3, null, { x: 1 }, new Date(1), undefined, /r/, 'a', 2.5, false),
    [
      [{ a: 1, _id: 1 }, [3, 6, 9, 2, 8, 1, 4, 10, 0, 5, 7]],
      [{ a: -1, _id: 1 }, [7, 5, 0, 10, 4, 1, 8, 2, 9, 3, 6]],
    ],
  ),
  ...orders('documents', numbered({ x: 1, y: 1 }, { x: 1 }, { y: 1 }, { x: 'a' }, { x: 0, z: 9 }), [
    [{ a: 1, _id: 1 }, [4, 1, 0, 2, 3]],
    [{ 'a.x': 1, _id: 1 }, [2, 4, 0, 1, 3]],
    [{ 'a.y': -1, _id: 1 }, [0, 2, 1, 3, 4]],
  ]),
  ...orders('nested arrays are values', numbered([[3]], [[1]], [2]), [
    [{ a: 1 }, [2, 1, 0]],
    [{ a: -1 }, [0, 1, 2]],
  ]),
];
