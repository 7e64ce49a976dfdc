/** The languages the service answers in. */
export type Language = 'ja' | 'en';

/** A text a person reads, in both languages. */
export interface BilingualText {
  readonly en: string;
  readonly ja: string;
}

/**
 * The language to answer in, from an `Accept-Language` header (RFC 9110 §12.5.4): the supported language with the
 * highest q-value, the one named first where they are equal, English where neither is asked for.
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'en';
  let best: Language = 'en';
  let bestQuality = 0;
  for (const range of acceptLanguage.split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = tag === '*' ? 'en' : tag.split('-', 1)[0];
    const quality = qualityOf(parameters);
    if ((language === 'ja' || language === 'en') && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  if (q === undefined) return 1;
  const value = Number(q.slice(2));
  return value >= 0 && value <= 1 ? value : 0;
}
