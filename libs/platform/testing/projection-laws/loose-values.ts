import type { Column, Row, Table } from '#platform/projections';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The columns of a row whose values the table would take, but readers would not expect there: an instant, or a day, that
 * is none, a key that is empty. What the table would not take, the engine refuses itself.
 */
export function looseValues({ columns }: Table, row: Row): readonly string[] {
  return Object.keys(columns)
    .filter((name) => row[name] !== null && isLoose(columns[name]!, row[name]))
    .map((name) => `${name} holds no ${columns[name]!.kind}`);
}

function isLoose({ kind, element }: Column, value: unknown): boolean {
  if (kind === 'list') return (value as readonly unknown[]).some((part) => isLoose(element!, part));
  const text = String(value);
  if (kind === 'instant') return !INSTANT.test(text);
  if (kind === 'day') return !DAY.test(text);
  return kind === 'key' && text === '';
}
