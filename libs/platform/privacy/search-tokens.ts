import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { KeyStore } from './key-store.ts';

/** The subject whose key the tokens are made with: the installation itself. */
const SEARCH_SUBJECT = 'installation-search';
const TOKEN_BYTES = 16;

/**
 * Keyed tokens by which sealed texts are found: a text's characters and pairs of neighbouring characters, each as a
 * truncated HMAC-SHA-256. They belong into a side table by subject, which an erasure empties; never into the log.
 *
 * Callers hand in normal forms (NFKC, kana folded, lower case) of text and query alike. White space parts words, and
 * no pair reaches over it. That a text has all tokens of a query does not prove that it contains the query: what is
 * found is opened and compared.
 */
export class SearchTokens {
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
  }

  /** Makes the installation's search key at the first call. */
  static async load(keys: KeyStore): Promise<SearchTokens> {
    const { key } = await keys.keyFor(SEARCH_SUBJECT);
    return new SearchTokens(createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'search tokens', 32))));
  }

  /** The distinct tokens to keep for a text: 22 characters (base64url) each, twice the text's length at most. */
  searchTokens(normalisedText: string): string[] {
    return this.#tokens(wordsOf(normalisedText).flatMap((word) => [...word, ...pairsOf(word)]));
  }

  /** The tokens that a text must all have to be found: pairs, or the character itself for a word of one. */
  queryTokens(normalisedQuery: string): string[] {
    return this.#tokens(wordsOf(normalisedQuery).flatMap((word) => (word.length === 1 ? word : pairsOf(word))));
  }

  #tokens(grams: readonly string[]): string[] {
    return [...new Set(grams)].map((gram) =>
      createHmac('sha256', this.#key).update(gram).digest().subarray(0, TOKEN_BYTES).toString('base64url'),
    );
  }
}

/** Each word as its characters (code points, so that a rare kanji outside the first plane is one). */
function wordsOf(text: string): string[][] {
  return text
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => [...word]);
}

function pairsOf(word: readonly string[]): string[] {
  return word.slice(1).map((character, index) => word[index]! + character);
}
