import type { Position } from '#platform/event-store';
import { type FieldError, parseMinPosition, Problem, refused } from '#platform/http';
import {
  filterParameters,
  type FilterParameter,
  LIST_PARAMETERS,
  type ServedProjection,
} from './read-model-parameters.ts';
import type { Condition, PageQuery, Scalar } from '../store/read-model-store.ts';
import { isPlain } from './read-model-values.ts';

/** The query of an address as it was parsed: a parameter given twice is a list. */
export type RawParameters = { readonly [name: string]: unknown };

/** By what a list is narrowed down. */
export interface Filtering {
  readonly filters: readonly Condition[];
  /** Columns that `filters` compares: a row is answered only where its reader may see them. */
  readonly filteredColumns: readonly string[];
}

/** What a caller asks of a list, checked. */
export interface PageRequest extends Filtering {
  readonly order: PageQuery['order'];
  /** What to search for, as it was written. */
  readonly q: string | undefined;
  readonly cursor: string | undefined;
  /** Most items to answer, 1–200. */
  readonly limit: number;
  readonly minPosition: Position | undefined;
}

export const DEFAULT_LIMIT = 50;
export const HIGHEST_LIMIT = 200;
/** Most values one filter takes. */
export const MOST_VALUES = 100;
export const LONGEST_SEARCH = 100;
const LONGEST_CURSOR = 2000;

const MESSAGES = {
  UNKNOWN_PARAMETER: { en: 'is not a parameter of this request', ja: 'このリクエストにないパラメーターです' },
  ONCE: { en: 'can be given once', ja: '一度だけ指定できます' },
  TOO_MANY_VALUES: {
    en: `takes at most ${MOST_VALUES} values`,
    ja: `指定できる値は ${MOST_VALUES} 個までです`,
  },
  LIMIT: {
    en: `must be a whole number from 1 to ${HIGHEST_LIMIT}`,
    ja: `1 から ${HIGHEST_LIMIT} までの整数で指定してください`,
  },
  SEARCH: {
    en: `must have 1 to ${LONGEST_SEARCH} characters that are not blanks`,
    ja: `空白以外の文字を含む 1 文字以上 ${LONGEST_SEARCH} 文字以下で指定してください`,
  },
  CHANGE_ID: {
    en: 'is not the id of an event of this feed: <version>:<position>',
    ja: 'このフィードのイベント ID（<version>:<position>）ではありません',
  },
  CURSOR: {
    en: 'is not the `next` of an answer to this very query',
    ja: 'この検索条件の応答にある next の値を指定してください',
  },
} as const;

/**
 * Reads a list's parameters.
 *
 * @throws Problem 400 naming every parameter at fault: unknown, given twice, or with a value that is none.
 */
export function parsePageRequest(projection: ServedProjection, raw: RawParameters): PageRequest {
  const errors: FieldError[] = [];
  const report: Report = (path, code, message) => errors.push({ path, code, message });
  const known = new Set<string>(LIST_PARAMETERS);
  if (projection.table.searched.length === 0) known.delete('q');
  const filtering = parseFilters(projection, raw, known, report);
  const once = (name: (typeof LIST_PARAMETERS)[number]): string | undefined => {
    const value = known.has(name) ? raw[name] : undefined;
    if (value === undefined || typeof value === 'string') return value;
    report(name, 'ONCE', MESSAGES.ONCE);
    return undefined;
  };
  const limit = parseLimit(once('limit'), report);
  const order = parseSort(projection, once('sort'), report);
  const q = once('q');
  if (q !== undefined && !isSearchable(q)) report('q', 'LENGTH', MESSAGES.SEARCH);
  const cursor = once('cursor');
  if (cursor !== undefined && (cursor === '' || cursor.length > LONGEST_CURSOR)) errors.push(cursorError);
  const minPosition = collect(errors, () => parseMinPosition(raw['minPosition']));
  if (errors.length > 0) throw refused(errors);
  return {
    ...filtering,
    order,
    q,
    cursor,
    limit,
    minPosition,
  };
}

/** What a caller asks of a change feed, checked. */
export interface ChangesRequest extends Filtering {
  /** The id of the last change that the caller knows of; undefined: everything is wanted. */
  readonly after: { readonly version: number; readonly position: Position } | undefined;
}

/**
 * Reads the parameters of a change feed: the list's filters, and the last id, from the header that a reader who comes
 * back sends or else from `after`.
 *
 * @throws Problem 400 naming every parameter at fault
 */
export function parseChangesRequest(
  projection: ServedProjection,
  raw: RawParameters,
  lastEventId: string | undefined,
): ChangesRequest {
  const errors: FieldError[] = [];
  const report: Report = (path, code, message) => errors.push({ path, code, message });
  const filtering = parseFilters(projection, raw, new Set(['after']), report);
  const isBack = lastEventId !== undefined && lastEventId !== '';
  const id = isBack ? lastEventId : raw['after'];
  const after = id === undefined ? undefined : parseChangeId(id);
  if (id !== undefined && !after) {
    report(isBack ? 'Last-Event-ID' : 'after', 'CHANGE_ID_INVALID', MESSAGES.CHANGE_ID);
  }
  if (errors.length > 0) throw refused(errors);
  return { ...filtering, after };
}

function parseChangeId(id: unknown): ChangesRequest['after'] {
  const [, version, position] = (typeof id === 'string' && /^(\d{1,3}):(\d{1,16})$/.exec(id)) || [];
  if (version === undefined || !Number.isSafeInteger(Number(position))) return undefined;
  return { version: Number(version), position: Number(position) };
}

/** Reads the filters; what is neither a filter nor known otherwise is at fault. */
function parseFilters(
  projection: ServedProjection,
  raw: RawParameters,
  known: ReadonlySet<string>,
  report: Report,
): Filtering {
  const filters = filterParameters(projection);
  for (const name of Object.keys(raw)) {
    if (known.has(name) || filters.some((filter) => filter.name === name)) continue;
    const { path, code, message } = unknownParameter(name);
    report(path, code, message);
  }
  const given = filters.filter(({ name }) => raw[name] !== undefined);
  return {
    filters: given.flatMap((filter) => filterCondition(filter, raw[filter.name], report)),
    filteredColumns: [...new Set(given.map(({ column }) => column))],
  };
}

/**
 * Reads the parameters of one row: `minPosition` and nothing else.
 *
 * @throws Problem 400 naming every parameter at fault
 */
export function parseRowRequest(raw: RawParameters): { readonly minPosition: Position | undefined } {
  const unknown = Object.keys(raw).filter((name) => name !== 'minPosition');
  if (unknown.length > 0) throw refused(unknown.map(unknownParameter));
  return { minPosition: parseMinPosition(raw['minPosition']) };
}

/** What is said of a cursor that was altered or belongs to another query. */
export const cursorError: FieldError = { path: 'cursor', code: 'CURSOR_INVALID', message: MESSAGES.CURSOR };

function unknownParameter(name: string): FieldError {
  return { path: name.slice(0, 100).toWellFormed(), code: 'UNKNOWN_PARAMETER', message: MESSAGES.UNKNOWN_PARAMETER };
}

type Report = (path: string, code: string, message: FieldError['message']) => void;

function filterCondition(filter: FilterParameter, raw: unknown, report: Report): Condition[] {
  const texts: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const { name, column, form, test } = filter;
  if (test !== 'one of' && texts.length > 1) {
    report(name, 'ONCE', MESSAGES.ONCE);
    return [];
  }
  if (texts.length > MOST_VALUES) {
    report(name, 'TOO_MANY_VALUES', MESSAGES.TOO_MANY_VALUES);
    return [];
  }
  const values = texts.map((text) => (typeof text === 'string' ? form.parse(text) : undefined));
  if (!values.every((value) => value !== undefined)) {
    report(name, form.code, form.message);
    return [];
  }
  return [conditionOf(filter, column, [...new Set(values)])];
}

function conditionOf(filter: FilterParameter, column: string, values: readonly Scalar[]): Condition {
  if (filter.test === 'from') return { is: 'atLeast', column, value: values[0]! };
  if (filter.test === 'to') return { is: 'atMost', column, value: values[0]! };
  return filter.isList
    ? { is: 'any', of: values.map((value) => ({ is: 'containing', column, value })) }
    : { is: 'oneOf', column, values };
}

function parseLimit(text: string | undefined, report: Report): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > HIGHEST_LIMIT) report('limit', 'LIMIT', MESSAGES.LIMIT);
  return limit;
}

function parseSort(projection: ServedProjection, text: string | undefined, report: Report): PageQuery['order'] {
  const { sorts } = projection.serve;
  const column = text?.replace(/^-/, '') ?? sorts[0];
  if (!sorts.includes(column)) {
    const choices = sorts.flatMap((sort) => [sort, `-${sort}`]).join(', ');
    report('sort', 'IS_IN', { en: `must be one of ${choices}`, ja: `次のいずれかを指定してください: ${choices}` });
  }
  return { column, descending: text?.startsWith('-') ?? false };
}

function isSearchable(q: string): boolean {
  return q.trim() !== '' && q.length <= LONGEST_SEARCH && isPlain(q);
}

function collect<T>(errors: FieldError[], parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    errors.push(...(error.init.errors ?? []));
    return undefined;
  }
}
