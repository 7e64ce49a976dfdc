import { createHash } from 'node:crypto';
import type { Position, StreamName } from '#platform/event-store';
import { Problem, refused, type FieldError } from '#platform/http';
import { endsAtFirst, type EventSearch, type Place } from './event-explorer.ts';
import { parseInstant } from './instant-parameter.ts';

/** What a caller asks of the event explorer, checked. */
export interface SearchRequest {
  readonly search: EventSearch;
  readonly after: Place | undefined;
  readonly limit: number;
}

export const DEFAULT_LIMIT = 50;
export const HIGHEST_LIMIT = 200;
/** Most types asked for at once. */
export const MOST_TYPES = 20;

/** The forms of what is compared with the log: other values cannot be in it. */
export const FORMS = {
  type: /^[A-Za-z][A-Za-z0-9]{0,99}$/,
  stream: /^[a-z]{1,40}(-[\x21-\x7e]{1,200})?$/,
  actor: /^[\x21-\x7e]{1,200}$/,
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
} as const;

/** `minPosition` as well, for callers who name it everywhere: the log itself has it by the time anybody can name it. */
const PARAMETERS = ['type', 'stream', 'actor', 'id', 'from', 'to', 'order', 'cursor', 'limit', 'minPosition'];

const MESSAGES = {
  UNKNOWN_PARAMETER: { en: 'is not a parameter of this request', ja: 'このリクエストにないパラメーターです' },
  ONCE: { en: 'can be given once', ja: '一度だけ指定できます' },
  TOO_MANY_VALUES: { en: `takes at most ${MOST_TYPES} values`, ja: `指定できる値は ${MOST_TYPES} 個までです` },
  MATCHES: { en: 'does not have the required form', ja: '形式が正しくありません' },
  IS_IN: { en: 'must be newest or oldest', ja: 'newest または oldest を指定してください' },
  LIMIT: {
    en: `must be a whole number from 1 to ${HIGHEST_LIMIT}`,
    ja: `1 から ${HIGHEST_LIMIT} までの整数で指定してください`,
  },
  CURSOR_INVALID: {
    en: 'is not the `next` of an answer to this very search',
    ja: 'この検索条件の応答にある next の値を指定してください',
  },
  IS_POSITION: { en: 'must be a position of the log', ja: 'ログの position の値を指定してください' },
} as const;

/**
 * Reads the parameters of a search.
 *
 * @throws Problem 400 naming every parameter at fault
 */
export function parseSearch(raw: { readonly [name: string]: unknown }): SearchRequest {
  const errors: FieldError[] = [];
  const report = (path: string, code: keyof typeof MESSAGES) => errors.push({ path, code, message: MESSAGES[code] });
  for (const name of Object.keys(raw)) {
    if (!PARAMETERS.includes(name)) report(name.slice(0, 100).toWellFormed(), 'UNKNOWN_PARAMETER');
  }
  const once = (name: string): string | undefined => {
    const value = raw[name];
    if (value === undefined || typeof value === 'string') return value;
    report(name, 'ONCE');
    return undefined;
  };
  const formed = (name: 'stream' | 'actor' | 'id'): string | undefined => {
    const value = once(name);
    if (value !== undefined && !FORMS[name].test(value)) report(name, 'MATCHES');
    return value;
  };
  const instant = (name: 'from' | 'to'): string | undefined => {
    try {
      return parseInstant(name, once(name));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      errors.push(...(error.init.errors ?? []));
      return undefined;
    }
  };
  const types = [raw['type'] ?? []].flat();
  if (types.length > MOST_TYPES) report('type', 'TOO_MANY_VALUES');
  else if (!types.every((type) => typeof type === 'string' && FORMS.type.test(type))) report('type', 'MATCHES');
  const stream = formed('stream');
  const isOneStream = stream?.includes('-');
  const order = once('order') ?? 'newest';
  if (order !== 'newest' && order !== 'oldest') report('order', 'IS_IN');
  const limit = once('limit') ?? String(DEFAULT_LIMIT);
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > HIGHEST_LIMIT) report('limit', 'LIMIT');
  const search: EventSearch = {
    types: types.map(String),
    stream: isOneStream ? (stream as StreamName) : undefined,
    category: isOneStream ? undefined : stream,
    actor: formed('actor'),
    eventId: formed('id'),
    from: instant('from'),
    to: instant('to'),
    order: order as EventSearch['order'],
  };
  const cursor = once('cursor');
  const after = cursor === undefined ? undefined : decodePlace(cursor, search);
  if (cursor !== undefined && after === undefined && errors.length === 0) report('cursor', 'CURSOR_INVALID');
  if (errors.length > 0) throw refused(errors);
  return { search, after, limit: Number(limit) };
}

/** @throws Problem 400 for what is no position */
export function parsePosition(text: string): Position {
  const position = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(position)) return position;
  throw refused([{ path: 'position', code: 'IS_POSITION', message: MESSAGES.IS_POSITION }]);
}

/** A place as the opaque text handed to the caller, bound to its search. It needs no secret: all of the log may be asked for. */
export function encodePlace({ position, revision }: Place, search: EventSearch): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([search, position, revision]))
    .digest('base64url');
  return Buffer.from(JSON.stringify([position, revision, digest.slice(0, 22)])).toString('base64url');
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function decodePlace(cursor: string, search: EventSearch): Place | undefined {
  try {
    const [position, revision] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as readonly unknown[];
    // The digest needs no secret, so whoever wants to can make one of anything.
    if (!isWhole(position, 1) || !isWhole(revision, endsAtFirst(search) ? 1 : 0)) return undefined;
    const place = { position, revision };
    return encodePlace(place, search) === cursor ? place : undefined;
  } catch {
    return undefined;
  }
}
