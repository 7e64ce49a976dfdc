import { INSTANT_EXPECTED, instantOf, refused } from '#platform/http';

/**
 * The instant of a parameter in the form events carry it, so that texts compare like instants; undefined where it is not
 * given.
 *
 * @throws Problem 400 that names the parameter
 */
export function parseInstant(path: string, text: unknown): string | undefined {
  if (text === undefined) return undefined;
  const instant = typeof text === 'string' ? instantOf(text) : undefined;
  if (instant === undefined) throw refused([{ path, ...INSTANT_EXPECTED }]);
  return instant;
}
