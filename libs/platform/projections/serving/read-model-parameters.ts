import type { Projection, Serving } from '../definition/definition.ts';
import { type ValueForm, valueForm } from './read-model-values.ts';

/** A read model that is offered over HTTP. */
export type ServedProjection = Projection & { readonly serve: Serving<Record<string, unknown>> };

export function isServed(projection: Projection): projection is ServedProjection {
  return projection.serve !== undefined;
}

/** A query parameter that narrows a list down by one column. */
export interface FilterParameter {
  /** `stage`; `dueAtFrom` and `dueAtTo` for the bounds, both inclusive, of an instant or a day. */
  readonly name: string;
  readonly column: string;
  /** `one of` the values given (a list: it contains one of them), or on this side of a bound. */
  readonly test: 'one of' | 'from' | 'to';
  readonly form: ValueForm;
  /** Whether the column is a list: it is asked what it contains. */
  readonly isList: boolean;
}

/** Parameters every list has beside its filters; `q` only where the table is searched. */
export const LIST_PARAMETERS = ['cursor', 'limit', 'sort', 'q', 'minPosition'] as const;

/** The parameters a list is filtered by: one for each column named in `filters`, two more for an instant or a day. */
export function filterParameters(projection: ServedProjection): readonly FilterParameter[] {
  return (projection.serve.filters ?? []).flatMap((name): FilterParameter[] => {
    const column = projection.table.columns[name];
    const form = column && valueForm(column);
    if (!form) return [];
    const parameter = { column: name, form, isList: column.kind === 'list' };
    const hasBounds = column.kind === 'instant' || column.kind === 'day';
    return [
      { ...parameter, name, test: 'one of' },
      ...(hasBounds
        ? ([
            { ...parameter, name: `${name}From`, test: 'from' },
            { ...parameter, name: `${name}To`, test: 'to' },
          ] as const)
        : []),
    ];
  });
}

/**
 * Asserts that what a projection declares to serve can be served.
 *
 * @throws Error naming projection and column: a filter on what cannot be compared, a sort that would tell the order of
 * values not everyone may see, a column or parameter under a name the answer or the list needs itself.
 */
export function assertServable(projection: ServedProjection): void {
  const { name, table, serve } = projection;
  const refuse = (problem: string): never => {
    throw new Error(`${name}: ${problem}`);
  };
  for (const column of [...serve.sorts, ...(serve.filters ?? []), ...table.searched]) {
    if (!table.columns[column]) refuse(`there is no column ${column}`);
    if (table.columns[column]!.isHidden)
      refuse(`${column} is hidden: rows in its order, or found by it, would tell it`);
  }
  for (const column of serve.sorts) {
    const { kind, dataClass } = table.columns[column]!;
    if (['sealed', 'json', 'list'].includes(kind)) refuse(`a list cannot be sorted by ${column}, it is ${kind}`);
    if (dataClass) refuse(`sorting by ${column} would tell the order of values of class ${dataClass}`);
  }
  for (const column of serve.filters ?? []) {
    if (!valueForm(table.columns[column]!)) refuse(`a list cannot be filtered by ${column}`);
  }
  const parameters = [...LIST_PARAMETERS, ...filterParameters(projection).map((one) => one.name)];
  const twice = parameters.find((parameter, index) => parameters.indexOf(parameter) !== index);
  if (twice) refuse(`two parameters are called ${twice}`);
  const members = [...Object.keys(table.columns), ...Object.keys(serve.joins ?? {}), ...ITEM_MEMBERS];
  const clash = members.find((member, index) => members.indexOf(member) !== index);
  if (clash) refuse(`two members of an item are called ${clash}`);
}

/** What an item carries beside its columns and joins. */
export const ITEM_MEMBERS = ['revision', 'availableActions', 'withheld'] as const;
