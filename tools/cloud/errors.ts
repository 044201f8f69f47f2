/**
 * Errors of the local cloud. `WireError` is what the backend answers to the SDK (a text code);
 * `CloudFault` is what the mini program's `wx.cloud` call sees (a numeric code).
 */

/** Text codes the SDK knows and the numbers it turns them into (wx-server-sdk 4.0.2). */
export const ERROR_NUMBERS: Readonly<Record<string, number>> = {
  SYS_ERR: -501001,
  SERVER_TIMEOUT: -501002,
  EXCEED_REQUEST_LIMIT: -501003,
  EXCEED_CONCURRENT_REQUEST_LIMIT: -501004,
  INVALIID_ENV: -501005,
  INVALID_COMMON_PARAM: -501006,
  INVALID_PARAM: -501007,
  INVALID_REQUEST_SOURCE: -501008,
  RESOURCE_NOT_INITIAL: -501009,
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_INVALID_OPERRATOR: -502002,
  DATABASE_PERMISSION_DENIED: -502003,
  DATABASE_COLLECTION_EXCEED_LIMIT: -502004,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  STORAGE_REQUEST_FAIL: -503001,
  STORAGE_EXCEED_AUTHORITY: -503002,
  STORAGE_FILE_NONEXIST: -503003,
  STORAGE_SIGN_PARAM_INVALID: -503004,
  FUNCTIONS_REQUEST_FAIL: -504001,
  FUNCTIONS_EXECUTE_FAIL: -504002,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: -504003,
  FUNCTIONS_MEMORY_LIMIT_EXCEEDED: -504004,
  FUNCTION_NOT_FOUND: -501000,
  FUNCTIONS_RESULT_TOO_LARGE: -604001,
};

/** The words the client library prints behind the number. */
export const ERROR_WORDS: Readonly<Record<number, string>> = {
  [-501000]: 'functions not found',
  [-501001]: 'resource system error',
  [-501002]: 'resource server timeout',
  [-501003]: 'exceed request limit',
  [-501004]: 'exceed concurrent request limit',
  [-501007]: 'invalid parameters',
  [-504001]: 'functions request fail',
  [-504002]: 'functions execute fail',
  [-504003]: 'functions time limit exceeded',
  [-504004]: 'functions memory limit exceeded',
  [-601005]: 'invalid cloudID',
  [-601006]: 'cloudID expired',
  [-601007]: 'cloudID and calling user does not match',
  [-604001]: 'cloudfunction result size exceed limit (1MB)',
  [-604101]: 'function has no permission to call this API',
};

/** An error the backend answers as `{ code, message, requestId }`. */
export class WireError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'WireError';
  }
}

/** A rejected query or write: DATABASE_REQUEST_FAILED with the database's own sentence. */
export function databaseError(message: string): WireError {
  return new WireError('DATABASE_REQUEST_FAILED', message);
}

const PERSISTS = 'Please check your request, but if the problem persists, contact us.';

/** The conflict a transactional write gets; the text was seen on the real service. */
export function conflictError(): WireError {
  return new WireError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${PERSISTS}`,
  );
}

/** A second operation of a transaction while one is under way; code and text from the field. */
export function busyError(): WireError {
  return new WireError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionBusy] Transaction is busy. ${PERSISTS}`,
  );
}

/** A transaction that is unknown, expired (30 s) or already ended; code and text from the field. */
export function transactionGone(): WireError {
  return new WireError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. ${PERSISTS}`,
  );
}

/** What `wx.cloud.callFunction` rejects with. */
export class CloudFault extends Error {
  constructor(
    readonly errCode: number,
    readonly errMsg: string,
  ) {
    super(errMsg);
    this.name = 'CloudFault';
  }
}

/** The client's view of a backend error. */
export function toFault(api: string, error: unknown): CloudFault {
  if (error instanceof CloudFault) return error;
  const code = error instanceof WireError ? (ERROR_NUMBERS[error.code] ?? -501001) : -501001;
  const message = error instanceof Error ? error.message : String(error);
  const words = ERROR_WORDS[code] ?? 'resource system error';
  return new CloudFault(code, `${api}:fail Error: errCode: ${code} ${words} | errMsg: ${message}`);
}
