import type { Column } from '../definition/column.ts';
import type { Dialect } from './dialect.ts';
import { branches, simplified } from './page-conditions.ts';
import type { Path, Planning } from './planning.ts';
import { type Projection, ROWS, tableOf } from '../definition/projection.ts';
import { type ChangeRange, type Condition, type PageQuery, tableName, tokenTableName } from './read-model-store.ts';
import type { Table } from '../definition/table.ts';
import { tombstoneTableName } from './tombstones.ts';

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
 * @param planning chooses the indexes to go by; without it the database chooses
 */
export function pageSql(
  projection: Projection,
  query: PageQuery,
  dialect: Dialect,
  table: string = ROWS,
  planning?: Planning,
): readonly Sql[] {
  const { column } = query.order;
  const where = simplified(query.where);
  if (!where) return [];
  const planned = planning?.(where, query.order) ?? branches(where).map((branch) => ({ ...branch, path: undefined }));
  const statement = (part: Part) => new PageStatement(projection, table, dialect).page(query, part, planned);
  if (!tableOf(projection, table).columns[column]?.isNullable) return [statement('all')];
  if (where.some((condition) => asksForValue(condition, column))) return [statement('with')];
  return query.after?.value === null ? [statement('without')] : [statement('with'), statement('without')];
}

/** Whether no row without a value in a column satisfies a condition. */
function asksForValue(condition: Condition, column: string): boolean {
  if (!('column' in condition) || condition.column !== column) return false;
  return condition.is !== 'equal' || condition.value !== null;
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
  /** What the branch in hand goes by, where that is chosen. */
  #path: Path | undefined;
  /** The column that it is sorted by. */
  #sort: string | undefined;

  constructor(projection: Projection, table: string, dialect: Dialect) {
    this.#projection = projection;
    this.#tableName = quoted(tableName(projection, table));
    this.#table = tableOf(projection, table);
    this.#dialect = dialect;
    this.#key = quoted(this.#table.keyColumn);
  }

  page(query: PageQuery, part: Part, parts: ReturnType<Planning>): Sql {
    const [first, ...others] = parts.map((branch) => this.#branch(query, part, branch));
    if (first === undefined) return { text: `SELECT * FROM ${this.#tableName} WHERE 1 = 0`, parameters: [] };
    if (others.length === 0) return { text: first, parameters: this.#parameters };
    this.#path = undefined;
    const all = [first, ...others]
      .map((branch, place) => `SELECT * FROM (${branch}) AS branch${place}`)
      .join(' UNION ALL ');
    const text = `SELECT * FROM (${all}) AS page ORDER BY ${this.#order(query.order)} LIMIT ${this.#bind(query.limit)}`;
    return { text, parameters: this.#parameters };
  }

  #branch(
    { order, limit, after }: PageQuery,
    part: Part,
    { where, without, path }: ReturnType<Planning>[number],
  ): string {
    this.#path = path;
    this.#sort = order.column;
    const conditions = where.map((condition) => this.#condition(condition));
    if (path?.month) {
      conditions.push(`${this.#dialect.month(quoted(path.month.column))} = ${this.#bind(path.month.value)}`);
    }
    conditions.push(...without.map((condition) => `(${this.#condition(condition)}) IS NOT TRUE`));
    if (part !== 'all')
      conditions.push(`${this.#compared(order.column).name} IS ${part === 'with' ? 'NOT NULL' : 'NULL'}`);
    if (after) conditions.push(...this.#after(order, after, part));
    const list = this.#listInOrder();
    const from = list
      ? `${quoted(list.table)} AS held CROSS JOIN ${this.#tableName} AS of ON of.${this.#key} = held.${this.#key}`
      : this.#tableName;
    return (
      `SELECT ${list ? 'of.*' : '*'} FROM ${from}` +
      (conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '') +
      ` ORDER BY ${this.#order(order)} LIMIT ${this.#bind(limit)}`
    );
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
    const list = this.#listInOrder();
    return { name: list ? `${list.columns.has(name) ? 'held' : 'of'}.${quoted(name)}` : quoted(name), column };
  }

  /** A column that is compared, or sorted by. */
  #compared(column: string): { name: string; column: Column } {
    const known = this.#column(column);
    return this.#isAside(column) ? { ...known, name: this.#dialect.aside(known.name) } : known;
  }

  #isAside(column: string): boolean {
    if (!this.#path) return false;
    const isByKey = this.#path.list && !this.#path.isOrdered;
    if (this.#path.columns.includes(column) && !isByKey) return false;
    return column !== this.#sort || !this.#path.isOrdered;
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
        if (condition === this.#path?.list?.condition) return this.#isHeld(this.#path.list);
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
          condition.tokens.map((token) => this.#hasToken(token)),
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

  /** The table of what lists hold, where rows are had in the order asked for as it has them. */
  #listInOrder(): Path['list'] {
    return this.#path?.isOrdered ? this.#path.list : undefined;
  }

  /** In no order the rows are few: asked for by their keys alone, they are found by the index of just what is asked for. */
  #isHeld({ table, values }: NonNullable<Path['list']>): string {
    const held = (prefix: string) =>
      values
        .map(([column, value]) => `${prefix}${quoted(column)} = ${this.#bind(this.#dialect.value(value))}`)
        .join(' AND ');
    if (this.#listInOrder()) return held('held.');
    return `${this.#key} IN (SELECT ${this.#key} FROM ${quoted(table)} WHERE ${held('')})`;
  }

  #joined(conditions: readonly string[], by: 'AND' | 'OR'): string {
    if (conditions.length === 0) return by === 'AND' ? '1 = 1' : '1 = 0';
    return `(${conditions.join(` ${by} `)})`;
  }

  /** Where other rows are gone by, each of them is looked at whether it has the token. */
  #hasToken(token: string): string {
    const keys = `SELECT key FROM ${quoted(tokenTableName(this.#projection))} WHERE token = ${this.#bind(token)}`;
    const { name } = this.#column(this.#table.keyColumn);
    if (!this.#path || token === this.#path.token) return `${name} IN (${keys})`;
    return `EXISTS (${keys} AND key = ${this.#listInOrder() ? name : `${this.#tableName}.${name}`})`;
  }

  #order({ column, descending }: PageQuery['order']): string {
    const direction = descending ? 'DESC' : 'ASC';
    const key = this.#column(this.#table.keyColumn).name;
    if (column === this.#table.keyColumn) return `${key} ${direction}`;
    // Without a value too: by the key alone a database would go through the keys of all rows.
    return `${this.#compared(column).name} ${direction}, ${key} ${direction}`;
  }

  #after({ column, descending }: PageQuery['order'], after: NonNullable<PageQuery['after']>, part: Part): string[] {
    const key = this.#column(this.#table.keyColumn).name;
    const beyond = descending ? '<' : '>';
    if (column === this.#table.keyColumn) return [`${key} ${beyond} ${this.#bind(after.key)}`];
    // Of the rows without a value none comes before one with a value.
    if (part === 'without') return after.value === null ? [`${key} ${beyond} ${this.#bind(after.key)}`] : [];
    const { name } = this.#compared(column);
    const value = this.#bind(this.#dialect.value(after.value!));
    return [`(${name}, ${key}) ${beyond} (${value}, ${this.#bind(after.key)})`];
  }
}

/** The column of what a list holds, in the table beside the rows. */
export const ELEMENT = '_value';
