import type { Column } from './column.ts';
import { type Branch, branches, simplified } from './page-conditions.ts';
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
  /** The list in `column` holds a value; `bind` gives a parameter its place. */
  contains(column: string, value: Scalar, bind: (value: unknown) => string): string;
  /** A column that is compared without going by an index of it. */
  aside(column: string): string;
}

/** The columns by whose index a page goes, beside the one it is sorted by; others are compared as rows come along. */
export type Leading = (where: readonly Condition[], order: PageQuery['order']) => readonly string[];

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
 *
 * @param leading chooses the index to go by; without it the database chooses
 */
export function pageSql(
  projection: Projection,
  query: PageQuery,
  dialect: Dialect,
  table: string = ROWS,
  leading?: Leading,
): readonly Sql[] {
  const { column } = query.order;
  const where = simplified(query.where);
  if (!where) return [];
  const statement = (part: Part) =>
    new PageStatement(projection, table, dialect).page({ ...query, where }, part, leading);
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
  /** Whether a column is compared without going by an index of it. */
  #aside: (column: string) => boolean = NONE;

  constructor(projection: Projection, table: string, dialect: Dialect) {
    this.#projection = projection;
    this.#tableName = quoted(tableName(projection, table));
    this.#table = tableOf(projection, table);
    this.#dialect = dialect;
    this.#key = quoted(this.#table.keyColumn);
  }

  page(query: PageQuery, part: Part, leading: Leading | undefined): Sql {
    const parts = branches(query.where);
    const [first, ...others] = parts.map((branch) => this.#branch(query, part, branch, leading));
    if (first === undefined) return { text: `SELECT * FROM ${this.#tableName} WHERE 1 = 0`, parameters: [] };
    if (others.length === 0) return { text: first, parameters: this.#parameters };
    const all = [first, ...others]
      .map((branch, place) => `SELECT * FROM (${branch}) AS branch${place}`)
      .join(' UNION ALL ');
    const text = `SELECT * FROM (${all}) AS page ORDER BY ${this.#order(query.order, part)} LIMIT ${this.#bind(query.limit)}`;
    return { text, parameters: this.#parameters };
  }

  #branch(
    { order, limit, after }: PageQuery,
    part: Part,
    { where, without }: Branch,
    leading: Leading | undefined,
  ): string {
    this.#aside =
      leading && !where.some((condition) => this.#isOfKey(condition)) ? asideOf(where, order, leading) : NONE;
    const conditions = where.map((condition) => this.#condition(condition));
    conditions.push(...without.map((condition) => `(${this.#condition(condition)}) IS NOT TRUE`));
    if (part !== 'all') conditions.push(`${quoted(order.column)} IS ${part === 'with' ? 'NOT NULL' : 'NULL'}`);
    if (after) conditions.push(...this.#after(order, after, part));
    return (
      `SELECT * FROM ${this.#tableName}` +
      (conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '') +
      ` ORDER BY ${this.#order(order, part)} LIMIT ${this.#bind(limit)}`
    );
  }

  #isOfKey(condition: Condition): boolean {
    return 'column' in condition && condition.column === this.#table.keyColumn;
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

  /** A column that is compared. */
  #compared(column: string): { name: string; column: Column } {
    const known = this.#column(column);
    return this.#aside(column) ? { ...known, name: this.#dialect.aside(known.name) } : known;
  }

  #condition(condition: Condition): string {
    switch (condition.is) {
      case 'equal': {
        const { name } = this.#compared(condition.column);
        if (condition.value === null) return `${name} IS NULL`;
        return `${name} = ${this.#bind(this.#dialect.value(condition.value))}`;
      }
      case 'oneOf': {
        const { name, column } = this.#compared(condition.column);
        return this.#dialect.isOneOf(name, column, this.#bind(this.#dialect.listValue(condition.values)));
      }
      case 'containing': {
        const { name } = this.#column(condition.column);
        return this.#dialect.contains(name, condition.value, (value) => this.#bind(value));
      }
      case 'atLeast':
      case 'atMost': {
        const { name } = this.#compared(condition.column);
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

const NONE = () => false;

/** All columns but those to go by, and the one to sort by where it is compared too. */
function asideOf(where: readonly Condition[], order: PageQuery['order'], leading: Leading) {
  const columns = leading(where, order);
  return (column: string) => column !== order.column && !columns.includes(column);
}
