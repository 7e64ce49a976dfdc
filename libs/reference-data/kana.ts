/** Whether a text is a name in katakana as stored: katakana, the long-vowel mark and ・, single spaces between. */
export const isKana = (text: string): boolean =>
  /^[ァ-ヶー・]+(?: [ァ-ヶー・]+)*$/u.test(text) && /[ァ-ヶ]/u.test(text);

/**
 * Reads a name in katakana (フリガナ) as people type it, half width included; undefined when, after NFKC, it holds anything
 * but katakana, the long-vowel mark, ・ and spaces. The tax agency's furigana of a company leaves out the legal form.
 */
export function parseKana(text: string): string | undefined {
  const kana = text.normalize('NFKC').trim().replace(/\s+/gu, ' ');
  return isKana(kana) ? kana : undefined;
}
