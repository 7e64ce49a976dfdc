import type { Position } from '#platform/event-store';
import { refused } from './validation.ts';

/**
 * The log position a query's answer must include at least, from the query parameter `minPosition`; undefined where it
 * is not given.
 *
 * @throws Problem 400 `VALIDATION_FAILED` with the path `minPosition`
 */
export function parseMinPosition(value: unknown): Position | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,16}$/.test(value) || !Number.isSafeInteger(Number(value))) {
    throw refused([
      {
        path: 'minPosition',
        code: 'IS_POSITION',
        message: {
          en: 'must be a position as an earlier answer gave it',
          ja: '以前の応答にある position の値を指定してください',
        },
      },
    ]);
  }
  return Number(value);
}
