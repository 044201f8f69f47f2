/**
 * What a name looks like, whatever it is written with: marks, invisible characters, punctuation and
 * emoji are gone, letters that look like Latin ones are Latin, all digits are 0–9. Only for judging:
 * two different names may have one skeleton.
 */

/** Letters of other scripts that pass for Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = pairs(
  'аɑαа a вƅ b сϲ c ԁɗ d еєε e ɡ g һн h іɪıι i ј j кκᴋ k ⅼӏ l мᴍ m пηɴո n оοσօ o рρ p ԛ q гᴦ r ѕ s тτᴛ t υսц u νѵᴠ v ѡԝωᴡ w хχ x уγ y ᴢ z ᴀ a ʙ b ᴄ c ᴅ d ᴇ e ꜰ f ɢ g ʜ h ᴊ j ʟ l ᴏ o ᴘ p ʀ r ꜱ s ᴜ u ʏ y',
);

/** Capitals that look otherwise than their small letters. */
const CAPITALS: Readonly<Record<string, string>> = pairs('ΒВ b ΗН h ΜМ m Ν n ΡР p Χ x ΥУ y Ζ z');

/** What may stand for a letter among letters; 1, l and | all for i. */
const LETTERLIKE: Readonly<Record<string, string>> = pairs('0 o 1l|! i 3 e 4@ a 5$ s 7 t');

const NUMERALS = '〇一二三四五六七八九';
const FORMAL = '零壹贰叁肆伍陆柒捌玖';

/** Alternating groups and what each of their characters stands for. */
function pairs(text: string): Record<string, string> {
  const parts = text.split(' ');
  const table: Record<string, string> = {};
  for (let i = 0; i < parts.length; i += 2) {
    for (const letter of parts[i]!) table[letter] = parts[i + 1]!;
  }
  return table;
}

const bare = (text: string) =>
  [...text.normalize('NFKD').replace(/\p{M}/gu, '')].map((letter) => {
    const small = CAPITALS[letter] ?? letter.toLowerCase();
    return LOOKALIKES[small] ?? small;
  });

/** The letters alone, as they look. */
export const letterSkeleton = (text: string) =>
  bare(text)
    .map((letter) => LETTERLIKE[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{Nd}]/gu, '');

/** The letters and digits, all digits as 0–9, Chinese numerals too. */
export const digitSkeleton = (text: string) =>
  bare(text)
    .join('')
    .replace(/[〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖]/g, (numeral) =>
      String(Math.max(NUMERALS.indexOf(numeral), FORMAL.indexOf(numeral))),
    )
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[^\p{L}\p{Nd}]/gu, '');

/** Unicode keeps the digits of a script in runs of ten, 0 first. */
function asciiDigit(digit: string): string {
  let zero = digit.codePointAt(0)!;
  const value = zero;
  while (value - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(value - zero);
}
