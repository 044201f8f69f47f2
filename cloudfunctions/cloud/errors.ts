/** What went wrong in the database, from the few words the SDK leaves of it. */

function words(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, errMsg, message } = error as Record<'code' | 'errMsg' | 'message', unknown>;
  return `${code} ${errMsg} ${message}`;
}

/** A document with this `_id`, or this value of a unique index, exists already. */
export const isDuplicate = (error: unknown) => /E11000|DUPLICATE_WRITE/.test(words(error));

/** Someone else wrote in the meantime: the same transaction may succeed if run again. */
export const isContention = (error: unknown) =>
  /TransactionConflict|TransactionBusy|DATABASE_TRANSACTION_CONFLICT/.test(words(error));
