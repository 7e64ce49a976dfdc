import { createHash } from 'node:crypto';
import type { Column } from '../definition/column.ts';
import type { PageQuery, Scalar } from '../store/read-model-store.ts';
import { isPlain, valueForm } from './read-model-values.ts';

/** The place after which a page goes on: the last row's value in the sorted column, and its key. */
export type PagePlace = NonNullable<PageQuery['after']>;

/**
 * A place as the opaque text handed to the caller, bound to the shape of the query it belongs to.
 *
 * @param shape text that is the same for two queries exactly when one may go on with the other's cursor
 */
export function encodeCursor(place: PagePlace, shape: string): string {
  return Buffer.from(JSON.stringify([place.value, place.key, seal(place, shape)])).toString('base64url');
}

/** The place of a cursor; undefined where it was altered, or belongs to a query of another shape. */
export function decodeCursor(cursor: string, shape: string): PagePlace | undefined {
  const parts = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [value, key, checksum] = parts as readonly unknown[];
  if (!isSortValue(value) || typeof key !== 'string') return undefined;
  const place = { value, key };
  // Base64 has several spellings of the same bytes: only the one that was handed out is taken back.
  return checksum === seal(place, shape) && cursor === encodeCursor(place, shape) ? place : undefined;
}

/**
 * Whether a row sorted by a column can stand there. Anybody can make a cursor, and a database refuses a value that is none of
 * the column's.
 */
export function isPlaceBy(column: Column, { value, key }: PagePlace): boolean {
  return isPlain(key) && (value === null || isValueOf(column, value));
}

function isValueOf(column: Column, value: Scalar): boolean {
  // A row may hold a longer text than can be asked for in an address.
  if (column.kind === 'text' || column.kind === 'key') return typeof value === 'string' && isPlain(value);
  return valueForm(column)?.parse(String(value)) === value;
}

/**
 * Checksum over place and shape. It needs no secret: a forged cursor begins elsewhere in the rows the forger may see
 * anyway, because scope and filters are conditions of every page and never come from the cursor.
 */
function seal(place: PagePlace, shape: string): string {
  return createHash('sha256')
    .update(JSON.stringify([shape, place.value, place.key]))
    .digest('base64url')
    .slice(0, 22);
}

function isSortValue(value: unknown): value is Scalar | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
