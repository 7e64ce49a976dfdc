import { isDeepStrictEqual } from 'node:util';
import type { DomainEvent } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import type { Folding, LoadedRows } from '../definition/handler.ts';
import { type Projection, ROWS, tableOf } from '../definition/projection.ts';
import type { Row } from '../store/read-model-store.ts';
import { checkedRow } from '../store/row-check.ts';
import type { Table } from '../definition/table.ts';
import type { WorkingRows } from './working-rows.ts';

/** An event with what it takes to find its rows. */
export interface Step {
  readonly recorded: RecordedEvent;
  readonly parts: readonly Part[];
  /** Key of the served row whose own stream this event is in. */
  readonly ownKey: string | undefined;
}

/** What an event does to one table. */
export interface Part {
  readonly table: string;
  readonly event: DomainEvent;
  readonly folding: Folding;
  /** Keys to fold into; or the value, if any, that the column of an `each` must hold. */
  readonly named: readonly string[];
  readonly asked: readonly AskedRow[];
}

/** A row that a handler wants to be told of, by the name it gets. */
export interface AskedRow {
  readonly name: string;
  readonly table: string;
  readonly key: string | null;
}

/** The rows of each table that a batch has to do with. */
export type WorkingTables = ReadonlyMap<string, WorkingRows>;

/** An event that could not be folded, and why. */
export interface Failure {
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/** @throws Error for what is no key */
export function namedBy(named: string | readonly string[] | null, event: DomainEvent): readonly string[] {
  if (named === null) return [];
  const keys = typeof named === 'string' ? [named] : [...new Set(named)];
  if (keys.every(isKey)) return keys;
  throw new Error(`a handler of ${event.type} named a row by something that is no key`);
}

function isKey(key: unknown): boolean {
  return typeof key === 'string' && key !== '' && !key.includes('\0');
}

export interface FoldedPart {
  readonly rows: WorkingRows;
  readonly key: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  /** Whether a reader can see a difference between the two. */
  readonly isSeen: boolean;
}

/**
 * Folds one event: into all of its rows, in all tables, or, when it throws, into none. Each handler sees the rows as they
 * stood before the event.
 */
export function foldStep(projection: Projection, { parts, recorded, ownKey }: Step, tables: WorkingTables): void {
  const folded: FoldedPart[] = [];
  for (const part of parts) foldPart(projection, part, tables, part.named, loadedFor(part, tables), folded);
  applyParts(folded, recorded);
  if (ownKey !== undefined) tables.get(ROWS)!.setRevision(ownKey, recorded.revision, recorded.position);
}

/** Takes what was folded into the rows. */
export function applyParts(folded: readonly FoldedPart[], { position }: RecordedEvent): void {
  for (const { rows, key, before, after, isSeen } of folded) {
    if (after !== before) rows.set(key, after, position, isSeen);
  }
}

/** Folds an event into the rows of one table, which are left as they are: what becomes of them is added to what was folded. */
export function foldPart(
  projection: Projection,
  { table, event, folding }: Part,
  tables: WorkingTables,
  named: readonly string[],
  loaded: LoadedRows,
  folded: FoldedPart[],
): void {
  const rows = tables.get(table)!;
  const keys = 'column' in folding.rows ? rows.keysWhere(folding.rows.column, named[0]) : named;
  const shape = tableOf(projection, table);
  for (const key of keys) {
    const before = rows.get(key);
    const after = folding.fold(event, before, loaded === NOTHING_ASKED ? { key } : { ...loaded, key });
    const isOther = after !== undefined && after !== before;
    const checked = isOther ? checkedRow(projection, table, key, after, before) : after;
    folded.push({ rows, key, before, after: checked, isSeen: isSeen(shape, before, checked) });
  }
}

/** Whether rows differ in more than what is hidden. */
function isSeen({ columns, hasHidden }: Table, before: Row | undefined, after: Row | undefined): boolean {
  if (!hasHidden || !before || !after) return true;
  for (const name in columns) {
    if (before[name] === after[name] || columns[name]!.isHidden) continue;
    if (!isDeepStrictEqual(before[name], after[name])) return true;
  }
  return false;
}

/** The rows that a handler asked for, as they stand. */
export function loadedFor({ asked }: Part, tables: WorkingTables): LoadedRows {
  if (asked.length === 0) return NOTHING_ASKED;
  return Object.fromEntries(
    asked.map(({ name, table, key: of }) => [name, of === null ? undefined : tables.get(table)!.get(of)]),
  );
}

const NOTHING_ASKED: LoadedRows = {};
