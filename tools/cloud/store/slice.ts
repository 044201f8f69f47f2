/**
 * Top-level members cut out of a document's stored text. The text is what `stringifyEjson` wrote:
 * no spaces, every key in JSON's own spelling. So a projection of plain fields needs neither a
 * parse nor a second encoding.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** The text with only the members whose key is in `fields`, or (`keep` false) without those. */
export type Slicer = (text: string) => string;

/** Compiles a slicer for top-level fields. */
export function slicer(fields: readonly string[], keep: boolean): Slicer {
  const heads = fields.map((field) => `${JSON.stringify(field)}:`);
  // With all kept members found the rest of the text need not be looked at.
  const most = keep ? heads.length : Infinity;
  return (text) => {
    let out = '';
    let at = 1;
    let met = 0;
    while (met < most && text.charCodeAt(at) === QUOTE) {
      const named = heads.some((head) => text.startsWith(head, at));
      const end = valueEnd(text, stringEnd(text, at) + 2);
      if (named === keep) out += `${out === '' ? '{' : ','}${text.slice(at, end)}`;
      if (named) met++;
      at = end + 1;
    }
    return out === '' ? '{}' : `${out}}`;
  };
}

/** Position of the comma or brace behind the value at `at`. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = stringEnd(text, i);
        break;
      case OPEN:
      case OPEN_LIST:
        depth++;
        break;
      case COMMA:
        if (depth === 0) return i;
        break;
      case CLOSE:
      case CLOSE_LIST:
        if (depth === 0) return i;
        depth--;
    }
  }
  return text.length;
}

/** Position of the quote that closes the string opened at `at`. */
function stringEnd(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (escaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** An odd number of backslashes stands before it. */
function escaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before--;
  return (at - before) % 2 === 1;
}
