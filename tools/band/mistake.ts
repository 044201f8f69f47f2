/** Something the caller can put right; the message is the whole of what is printed. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}
