import { hash, hkdfSync } from 'node:crypto';
import type { KeyStore } from './key-store.ts';

/** The subject whose key the tokens are made with: the installation itself. */
const SEARCH_SUBJECT = 'installation-search';
const TOKEN_BYTES = 16;

/** Bytes that SHA-256 takes at a time. */
const BLOCK = 64;
/** Bytes of the longest gram: two code points in UTF-8. */
const LONGEST_GRAM = 8;

/** Grams whose tokens are kept for the next text. They are the same in all names; whose they are is not known here. */
const KEPT_TOKENS = 10_000;

/**
 * Keyed tokens by which sealed texts are found: a text's characters and pairs of neighbouring characters, each as a
 * truncated HMAC-SHA-256. They belong into a side table by subject, which an erasure empties; never into the log.
 *
 * Callers hand in normal forms (NFKC, kana folded, lower case) of text and query alike. White space parts words, and
 * no pair reaches over it. That a text has all tokens of a query does not prove that it contains the query: what is
 * found is opened and compared.
 */
export class SearchTokens {
  /** The key, padded as HMAC pads it (RFC 2104), each time with room for what is hashed behind it. */
  readonly #inner: Buffer;
  readonly #outer: Buffer;
  readonly #kept = new Map<string, string>();

  private constructor(key: Buffer) {
    this.#inner = padded(key, 0x36, LONGEST_GRAM);
    this.#outer = padded(key, 0x5c, 32);
  }

  /** Makes the installation's search key at the first call. */
  static async load(keys: KeyStore): Promise<SearchTokens> {
    const { key } = await keys.keyFor(SEARCH_SUBJECT);
    return new SearchTokens(Buffer.from(hkdfSync('sha256', key, '', 'search tokens', 32)));
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
    return [...new Set(grams)].map((gram) => {
      const kept = this.#kept.get(gram);
      if (kept !== undefined) return kept;
      const token = this.#token(gram);
      if (this.#kept.size >= KEPT_TOKENS) this.#kept.clear();
      this.#kept.set(gram, token);
      return token;
    });
  }

  /** HMAC-SHA-256 by two plain hashes: making an `Hmac` object for some bytes takes three times as long. */
  #token(gram: string): string {
    const written = this.#inner.write(gram, BLOCK);
    hash('sha256', this.#inner.subarray(0, BLOCK + written), 'buffer').copy(this.#outer, BLOCK);
    return hash('sha256', this.#outer, 'buffer').subarray(0, TOKEN_BYTES).toString('base64url');
  }
}

function padded(key: Buffer, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK + room);
  for (let at = 0; at < BLOCK; at++) block[at] = (key[at] ?? 0) ^ pad;
  return block;
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
