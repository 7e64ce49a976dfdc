import { refused } from '#platform/http';

/**
 * The instant of a parameter in the form events carry it, so that texts compare like instants; undefined where it is not
 * given.
 *
 * @throws Problem 400 that names the parameter
 */
export function parseInstant(path: string, text: unknown): string | undefined {
  if (text === undefined) return undefined;
  const parsed = typeof text === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(parsed)) {
    const message = {
      en: 'must be an instant as 2025-11-06T01:15:00Z',
      ja: '2025-11-06T01:15:00Z の形式で指定してください',
    };
    throw refused([{ path, code: 'IS_INSTANT', message }]);
  }
  return new Date(parsed).toISOString();
}
