import { foldForMatching } from './fold-table.ts';
import { withFullLegalForms } from './legal-forms.ts';

const hiraganaToKatakana = (text: string): string =>
  text.replace(/[ぁ-ゖゝゞ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60));

/** Spacing voice marks become combining ones, which NFKC joins to their kana: カ゛ is found as ガ. */
const withJoinedVoiceMarks = (text: string): string => text.replace(/゛/gu, '\u3099').replace(/゜/gu, '\u309a');

const pass = (text: string): string =>
  withFullLegalForms(
    foldForMatching(
      hiraganaToKatakana(
        withJoinedVoiceMarks(text)
          .normalize('NFKC')
          .toLowerCase()
          .normalize('NFKC')
          .replace(/[\s\p{Cf}・·]/gu, ''),
      ),
    ),
  );

/**
 * The form in which texts are compared by a search, on both sides: NFKC, lower case, hiragana as katakana, variant
 * characters and hyphens folded, spaces, ・ and invisible characters out, (株) written out. Its own normal form.
 */
export function normalForm(text: string): string {
  let before = text;
  let after = pass(text);
  // Taking a character out can bring two together that compose; a second pass settles it.
  while (after !== before) [before, after] = [after, pass(after)];
  return after;
}
