import { foldForMatching } from './fold-table.ts';
import { legalForms, withFullLegalForms } from './legal-forms.ts';

/** A company's name taken apart for matching; never shown. */
export interface CompanyNameKey {
  /**
   * Equal for names that may be one company's: the folded name with the legal form where it stands, `株式会社|アシスト` or
   * `アシスト|株式会社`. 前株 and 後株 are different companies, so the two are different keys.
   */
  readonly key: string;
  /** The legal form's full name, null where none was found at either end. */
  readonly legalForm: string | null;
  readonly position: 'before' | 'after' | null;
  /** The folded name without its legal form. */
  readonly core: string;
}

/**
 * The matching key of a company's name: NFKC (which opens ㈱ and ㍿), spaces and ・ out, lower case, folded, legal form
 * detected with its position. The same key in the same prefecture is a *possible* duplicate which a person decides; the
 * same corporate number is the same company.
 */
export function companyNameKey(name: string): CompanyNameKey {
  const text = withFullLegalForms(
    foldForMatching(
      name
        .normalize('NFKC')
        .replace(/[\s\p{Cf}・·]/gu, '')
        .toLowerCase(),
    ),
  );
  for (const { name: legalForm, bankKana } of legalForms) {
    const before = [legalForm, ...(bankKana === null ? [] : [`${bankKana})`, `(${bankKana})`])];
    const after = [legalForm, ...(bankKana === null ? [] : [`(${bankKana}`, `(${bankKana})`])];
    const leading = before.find((token) => text.startsWith(token) && text.length > token.length);
    if (leading !== undefined) {
      const core = text.slice(leading.length);
      return { key: `${legalForm}|${core}`, legalForm, position: 'before', core };
    }
    const trailing = after.find((token) => text.endsWith(token) && text.length > token.length);
    if (trailing !== undefined) {
      const core = text.slice(0, -trailing.length);
      return { key: `${core}|${legalForm}`, legalForm, position: 'after', core };
    }
  }
  return { key: text, legalForm: null, position: null, core: text };
}
