/**
 * Every character people type for a hyphen: hyphens and dashes U+2010–U+2015, minus sign, hyphen bullet, small and
 * full-width forms, box line, and the ASCII one. NFKC does not bring these together. The long-vowel mark ー is not among
 * them, since in a name it is a letter.
 */
const hyphens = /[-\u2010-\u2015\u2043\u2212\u2500\uFE58\uFE63\uFF0D]/gu;

/** The text with every form of hyphen written as ASCII `-`. */
export const withOneHyphen = (text: string): string => text.replace(hyphens, '-');

/**
 * A number as people write it, brought to ASCII digits without separators: NFKC, then hyphens (and ー, which Japanese
 * keyboards give for them), spaces and invisible characters removed. Other characters stay, so that a check still fails.
 */
export const bareNumber = (text: string): string =>
  withOneHyphen(text.normalize('NFKC')).replace(/[-ー\s\p{Cf}]/gu, '');
