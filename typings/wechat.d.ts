/**
 * What WeChat hands to the whole mini program and miniprogram-api-typings does not say: ambient
 * types, no values.
 */

/** A touch on an element, with what its `data-…` attributes say. */
type WxTouch<Data extends Record<string, unknown>> = WechatMiniprogram.BaseEvent<
  WechatMiniprogram.IAnyObject,
  Data
>;

/**
 * How the app was opened. Beside the query of the path there is `q`, the link of a scanned code,
 * with `scancode_time`, and `scene` of a mini-program code: both still percent-encoded. Absent in
 * a page that Moments opens alone.
 */
interface WxOpening {
  path?: string;
  query?: Record<string, unknown>;
  /** Of a card that was tapped in a group. */
  shareTicket?: string;
}
