/** Which names may stand on a board, before WeChat's own check has a say. */

import { API_LIMITS, type NameFault } from '../../miniprogram/contract/api';
import { BRAND } from '../../miniprogram/contract/catalogue/brand';
import { graphemes } from './graphemes';
import { digitSkeleton, letterSkeleton } from './skeleton';

/** Pretending to be the operator, a maker's desk or WeChat. */
const RESERVED = [
  ...['管理员', '管理員', '官方', '客服', '系统', '系統', '微信团队', '微信團隊'],
  ...[`${BRAND.name.zh}团队`, '运营', '運營', 'admin', 'official', 'system', 'wechat', 'support'],
].map(letterSkeleton);

/** Emoji may be joined by invisible characters; on their own those hide things. */
const EMOJI =
  /\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*)*/gu;
/** Control, invisible, bidirectional, private and unassigned characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\u3164\uFFA0\u115F\u1160\u2800]/u;
/** Marks of no language's own, heaped or struck through: they run over the neighbours' rows. */
const HEAPED =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20df\ufe20-\ufe2f]{2}|[\u0334-\u0338]|\p{M}{4}/u;
/** Seven digits make a phone or chat number, whatever stands between them. */
const NUMBER = /\d{7}/;

/** One form for every way to write the same name. */
export const cleanName = (name: string) => name.normalize('NFKC').trim().replace(/ +/g, ' ');

/** Why a clean name is refused, or null. */
export function nameFault(name: string): NameFault | null {
  const { length } = graphemes(name);
  if (length === 0) return 'blank';
  if (length > API_LIMITS.nameCharacters || name.length > API_LIMITS.nameCharacters * 8) {
    return 'too-long';
  }
  if (INVISIBLE.test(name.replace(EMOJI, ''))) return 'unseen';
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name)) return 'no-letter';
  if (HEAPED.test(name)) return 'heaped';
  if (NUMBER.test(digitSkeleton(name))) return 'number';
  const letters = letterSkeleton(name);
  if (RESERVED.some((word) => letters.includes(word))) return 'misleading';
  return null;
}
