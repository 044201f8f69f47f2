/** multipart/form-data bodies: name → bytes. */

/** The boundary of a content-type header, if it is a form. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '');
  return match?.[1];
}

/** Splits a form body; parts without a name are skipped. */
export function parseForm(body: Buffer, boundary: string): Map<string, Buffer> {
  const fields = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const end = body.indexOf(mark, start);
    if (end < 0) break;
    const headEnd = body.indexOf('\r\n\r\n', start);
    if (headEnd >= 0 && headEnd < end) {
      const name = /name="([^"]*)"/.exec(body.toString('utf8', start, headEnd))?.[1];
      if (name !== undefined) fields.set(name, body.subarray(headEnd + 4, end - 2));
    }
    at = end;
  }
  return fields;
}
