/** An error WeChat's server API answers: `{ errcode, errmsg }`. */
export class OpenApiError extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(errmsg);
    this.name = 'OpenApiError';
  }
}

/** 47001-style complaint about a parameter. */
export function badArgument(text: string): OpenApiError {
  return new OpenApiError(40097, `invalid args: ${text}`);
}
