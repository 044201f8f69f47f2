import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Doc, stringifyEjson } from '../../../tools/cloud/ejson';
import { projectionOf, projector } from '../../../tools/cloud/store/project';
import { keyOfId, Rec } from '../../../tools/cloud/store/record';

const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('_id', 'a', 'b', 'steps', '"', '\\', 'a"', '步', '', '7'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
/** Names a projection may have; `$` and `.` mean something else there. */
const field = name.filter((text) => !/[.$]/.test(text) && text !== '__proto__');
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('\\', '"', '\\"', '}', ']', ',', '{"a":', '","a":1', '\\\\"', '🏃'),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, false, new Date(5), /a"[,}]\\/i, -0, Infinity),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(field, tie('value'), { maxKeys: 3 }),
  ),
}));
const document = fc.dictionary(field, value, { maxKeys: 6 });

function recordOf(doc: Doc, id: string): Rec {
  const whole = { _id: id, ...doc };
  return Rec.ofDoc(keyOfId(whole._id), 0, 0, whole, stringifyEjson(whole));
}

describe('projection of stored text', () => {
  test('cut from the text = picked from the document, for any document and fields', () => {
    const shown = fc.option(fc.boolean(), { nil: undefined });
    // An empty name may be stored, but not asked for.
    const asked = field.filter((text) => text !== '');
    const fields = fc.uniqueArray(asked, { maxLength: 4 });
    const property = fc.property(document, fields, fc.boolean(), shown, (doc, list, way, id) => {
      const spec: Doc = Object.fromEntries(list.map((one) => [one, way]));
      if (id !== undefined) spec._id = id;
      const rec = recordOf(doc, 'x');
      const projection = projector(spec);
      expect(projection.text(rec)).toBe(stringifyEjson(projection.pick(rec.doc)));
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test.each<[Doc, string]>([
    [{ a: 1 }, '{"_id":"x","a":{"$numberInt":"1"}}'],
    [{ a: 0 }, '{"_id":"x","b":{"a":"}"},"c":["\\"",{"$numberInt":"2"}]}'],
    [{ c: 1, _id: 0 }, '{"c":["\\"",{"$numberInt":"2"}]}'],
    [{ _id: 1 }, '{"_id":"x"}'],
    [{ _id: 0, z: 1 }, '{}'],
    [{ 'b.a': 1, _id: 0 }, '{"b":{"a":"}"}}'],
    [{ c: { $slice: 1 }, a: 0, b: 0 }, '{"_id":"x","c":["\\""]}'],
  ])('%j', (spec, text) => {
    const rec = recordOf({ a: 1, b: { a: '}' }, c: ['"', 2] }, 'x');
    expect(projector(spec).text(rec)).toBe(text);
  });

  test('a record answers each of two projections by turns', () => {
    const rec = recordOf({ a: 1, b: 2 }, 'x');
    const a = projectionOf('{"a":1}')!;
    const b = projectionOf('{"b":1}')!;
    expect(projectionOf('{"a":1}')).toBe(a);
    for (let i = 0; i < 2; i++) {
      expect(JSON.parse(rec.projected(a))).toBe('{"_id":"x","a":{"$numberInt":"1"}}');
      expect(JSON.parse(rec.projected(b))).toBe('{"_id":"x","b":{"$numberInt":"2"}}');
    }
    expect(projectionOf('{}')).toBeUndefined();
  });
});
