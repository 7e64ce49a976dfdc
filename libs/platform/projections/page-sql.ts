import type { Column } from './column.ts';
import { type Projection, ROWS, tableOf } from './projection.ts';
import {
  type ChangeRange,
  type Condition,
  type PageQuery,
  type Scalar,
  tableName,
  tokenTableName,
} from './read-model-store.ts';
import type { Table } from './table.ts';
import { tombstoneTableName } from './tombstones.ts';

/** What the databases write differently. A parameter is named by its place, from 1. */
export interface Dialect {
  parameter(place: number): string;
  /** A value as the database's client takes it. */
  value(value: Scalar): unknown;
  /** `column` is one of the values of one parameter, the list made with {@link Dialect.listValue}. */
  isOneOf(column: string, kind: Column, parameter: string): string;
  listValue(values: readonly Scalar[]): unknown;
  /** The list in `column` holds the value of one parameter, made with {@link Dialect.elementValue}. */
  contains(column: string, parameter: string): string;
  elementValue(value: Scalar): unknown;
}

/** A statement and its parameters. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** A name as SQL takes it. Ours hold letters, digits and underscores only. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/**
 * The statements that together answer a page of a projection's table, by default the one that is served, whole rows: to be
 * run one after another until the page is full. Rows without a value to sort by come last, and in a statement of their
 * own: in one with the others no index could give the order, and every row would be sorted for each page.
 */
export function pageSql(
  projection: Projection,
  query: PageQuery,
  dialect: Dialect,
  table: string = ROWS,
): readonly Sql[] {
  const { column } = query.order;
  const statement = (part: Part) => new PageStatement(projection, table, dialect).page(query, part);
  if (!tableOf(projection, table).columns[column]?.isNullable) return [statement('all')];
  return query.after?.value === null ? [statement('without')] : [statement('with'), statement('without')];
}

/** Which rows a statement is about: all, those with a value to sort by, or those without one. */
type Part = 'all' | 'with' | 'without';

/** The statement that answers the changes of a projection's rows within a range: `key` and `position`. */
export function changedSql(projection: Projection, range: ChangeRange, dialect: Dialect): Sql {
  return new PageStatement(projection, ROWS, dialect).changed(range);
}

/** The statement that answers what is gone within a range: `key` and `position`. */
export function goneSql(
  projection: Projection,
  where: readonly Condition[],
  range: ChangeRange,
  dialect: Dialect,
): Sql {
  return new PageStatement(projection, ROWS, dialect).gone(where, range);
}

class PageStatement {
  readonly #projection: Projection;
  readonly #tableName: string;
  readonly #table: Table;
  readonly #dialect: Dialect;
  readonly #key: string;
  readonly #parameters: unknown[] = [];

  constructor(projection: Projection, table: string, dialect: Dialect) {
    this.#projection = projection;
    this.#tableName = quoted(tableName(projection, table));
    this.#table = tableOf(projection, table);
    this.#dialect = dialect;
    this.#key = quoted(this.#table.keyColumn);
  }

  page({ where, order, limit, after }: PageQuery, part: Part): Sql {
    const conditions = where.map((condition) => this.#condition(condition));
    if (part !== 'all') conditions.push(`${quoted(order.column)} IS ${part === 'with' ? 'NOT NULL' : 'NULL'}`);
    if (after) conditions.push(...this.#after(order, after, part));
    const text =
      `SELECT * FROM ${this.#tableName}` +
      (conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '') +
      ` ORDER BY ${this.#order(order, part)} LIMIT ${this.#bind(limit)}`;
    return { text, parameters: this.#parameters };
  }

  changed(range: ChangeRange): Sql {
    return this.#changes(tableName(this.#projection), this.#key, [], range);
  }

  gone(where: readonly Condition[], range: ChangeRange): Sql {
    const conditions = where.map((condition) => this.#condition(condition));
    return this.#changes(tombstoneTableName(this.#projection), '_key', conditions, range);
  }

  #changes(table: string, key: string, conditions: readonly string[], { after, upTo, limit }: ChangeRange): Sql {
    const behind =
      after.key === undefined
        ? [`_position > ${this.#bind(after.position)}`]
        : [
            `_position >= ${this.#bind(after.position)}`,
            `(_position > ${this.#bind(after.position)} OR ${key} > ${this.#bind(after.key)})`,
          ];
    const text =
      `SELECT ${key} AS key, _position AS position FROM ${quoted(table)} ` +
      `WHERE ${[...conditions, ...behind, `_position <= ${this.#bind(upTo)}`].join(' AND ')} ` +
      `ORDER BY _position, ${key} LIMIT ${this.#bind(limit)}`;
    return { text, parameters: this.#parameters };
  }

  #bind(value: unknown): string {
    return this.#dialect.parameter(this.#parameters.push(value));
  }

  #column(name: string): { name: string; column: Column } {
    const column = this.#table.columns[name];
    if (!column) throw new Error(`${this.#projection.name} has no column ${name}`);
    return { name: quoted(name), column };
  }

  #condition(condition: Condition): string {
    switch (condition.is) {
      case 'equal': {
        const { name } = this.#column(condition.column);
        if (condition.value === null) return `${name} IS NULL`;
        return `${name} = ${this.#bind(this.#dialect.value(condition.value))}`;
      }
      case 'oneOf': {
        const { name, column } = this.#column(condition.column);
        return this.#dialect.isOneOf(name, column, this.#bind(this.#dialect.listValue(condition.values)));
      }
      case 'containing': {
        const { name } = this.#column(condition.column);
        return this.#dialect.contains(name, this.#bind(this.#dialect.elementValue(condition.value)));
      }
      case 'atLeast':
      case 'atMost': {
        const { name } = this.#column(condition.column);
        const value = this.#bind(this.#dialect.value(condition.value));
        return `${name} ${condition.is === 'atLeast' ? '>=' : '<='} ${value}`;
      }
      case 'found':
        return this.#joined(
          condition.tokens.map((token) => {
            const found = `SELECT key FROM ${quoted(tokenTableName(this.#projection))} WHERE token = ${this.#bind(token)}`;
            return `${this.#key} IN (${found})`;
          }),
          'AND',
        );
      case 'any':
        return this.#joined(
          condition.of.map((one) => this.#condition(one)),
          'OR',
        );
      case 'all':
        return this.#joined(
          condition.of.map((one) => this.#condition(one)),
          'AND',
        );
    }
  }

  #joined(conditions: readonly string[], by: 'AND' | 'OR'): string {
    if (conditions.length === 0) return by === 'AND' ? '1 = 1' : '1 = 0';
    return `(${conditions.join(` ${by} `)})`;
  }

  #order({ column, descending }: PageQuery['order'], part: Part): string {
    const { name } = this.#column(column);
    const direction = descending ? 'DESC' : 'ASC';
    if (name === this.#key || part === 'without') return `${this.#key} ${direction}`;
    return `${name} ${direction}, ${this.#key} ${direction}`;
  }

  #after({ column, descending }: PageQuery['order'], after: NonNullable<PageQuery['after']>, part: Part): string[] {
    const { name } = this.#column(column);
    const beyond = descending ? '<' : '>';
    if (name === this.#key) return [`${name} ${beyond} ${this.#bind(after.key)}`];
    // Of the rows without a value none comes before one with a value.
    if (part === 'without') return after.value === null ? [`${this.#key} ${beyond} ${this.#bind(after.key)}`] : [];
    const value = this.#bind(this.#dialect.value(after.value!));
    return [`(${name}, ${this.#key}) ${beyond} (${value}, ${this.#bind(after.key)})`];
  }
}
