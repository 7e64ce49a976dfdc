import { ERASED, type Sealing, type SearchTokens } from '#platform/privacy';
import type { TokensOf } from '../engine/feed-surroundings.ts';

/**
 * What `q` finds: a row is found when every word searched for stands, in normal form, somewhere in one of its searched
 * values. Rows are looked up by keyed tokens, since the values are sealed; tokens alone prove nothing, so what they find
 * is opened and compared.
 */
export class RowSearch {
  /** @param normalForm what makes texts equal for a searcher: width, kana, case */
  constructor(
    private readonly tokens: Pick<SearchTokens, 'searchTokens' | 'queryTokens'>,
    private readonly normalForm: (text: string) => string,
  ) {}

  /** The tokens to keep for a row, from its searched values, opened. None for what was erased. */
  tokensOf(values: readonly unknown[]): readonly string[] {
    return this.tokens.searchTokens(this.#normalTexts(values).join(' '));
  }

  /** The tokens a row must have to be looked at; none where nothing is left to search for, which finds nothing. */
  tokensToFind(q: string): readonly string[] {
    return this.tokens.queryTokens(this.normalForm(q));
  }

  /** Whether a row is found by its searched values, opened; those its reader may not see are left out (null). */
  isFound(values: readonly unknown[], q: string): boolean {
    const texts = this.#normalTexts(values);
    return wordsOf(this.normalForm(q)).every((word) => texts.some((text) => text.includes(word)));
  }

  #normalTexts(values: readonly unknown[]): readonly string[] {
    return values.flatMap(textsOf).map((text) => this.normalForm(text));
  }
}

/** The tokens the engine keeps for rows: their searched values are opened, in memory, and nothing of them is kept. */
export function rowTokens(search: RowSearch, sealing: Pick<Sealing, 'open'>): TokensOf {
  return async ({ table }, row) => search.tokensOf(await sealing.open(table.searched.map((column) => row[column])));
}

/** The texts within a searched value: itself, or the elements of a list. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'string' && value !== ERASED ? [value] : [];
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}
