/**
 * How far a role reaches: `everything`, what belongs to the actor's own `office`, or what belongs to the `person`
 * alone.
 */
export type Scope = 'everything' | 'office' | 'person';

/** A role as the contexts define it; this room knows none of its own. */
export interface RoleDefinition {
  /** Stable name, as tokens and events carry it. */
  readonly name: string;
  /** Code of the organisation whose people may hold it. */
  readonly org: string;
  readonly scope: Scope;
  /** False for a role that only processes of the service itself act in: no token can claim it. */
  readonly signIn?: false;
}

/** The roles of a service by name. */
export type RoleTable = ReadonlyMap<string, RoleDefinition>;

/** @throws Error when a name is defined twice */
export function roleTable(definitions: Iterable<RoleDefinition>): RoleTable {
  const table = new Map<string, RoleDefinition>();
  for (const definition of definitions) {
    if (table.has(definition.name)) throw new Error(`The role ${definition.name} is defined twice.`);
    table.set(definition.name, definition);
  }
  return table;
}
