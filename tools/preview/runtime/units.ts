/** rpx in inline styles and in numbers: 750 rpx are the width of the page. */

const RPX = /(-?(?:\d+\.?\d*|\.\d+))rpx\b/g;

/** A picture of the network in an inline style: nothing is fetched here. */
const NETWORK = /url\(\s*(['"]?)(?:https?:)?\/\/[^)]*\)/g;

export const withRpxStyle = (style: string): string => {
  const own = style.includes('url(') ? style.replace(NETWORK, 'url(data:,)') : style;
  return own.includes('rpx') ? own.replace(RPX, 'calc($1 * var(--rpx))') : own;
};

/** Pixels of a length that a property or an option gives: 12, "12px", "24rpx". */
export function pixels(value: unknown, pageWidth = 375): number {
  if (typeof value === 'number') return value;
  const match = /^(-?[\d.]+)(rpx)?/.exec(String(value));
  if (!match) return 0;
  return match[2] ? (Number(match[1]) * pageWidth) / 750 : Number(match[1]);
}
