import { addressesOf, type Parties, type RoleDefinition, type RoleTable } from '#platform/access';
import type { Actor } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import type { Condition, Row } from '../store/read-model-store.ts';

/** The role that reads the read models of both organisations, and commands nothing. */
export const AUDITOR = 'auditor';

/** Whether a read model is made for a reader at all; for others there is none of that name (404). */
export function isAudience(projection: Projection, reader: Actor): boolean {
  if (reader.role === AUDITOR || projection.audience === 'everyone') return true;
  if (projection.audience === 'both') return reader.org === 'iesc' || reader.org === 'nasilc';
  return projection.audience === reader.org;
}

/**
 * The condition every row answered to a reader satisfies, part of every query: rows out of scope never leave the
 * database. It says in SQL what `inScope` of the access room says of one thing. A scope that the projection has no
 * column for, or that the reader has no office for, holds nothing; neither does a role nobody defined.
 */
export function scopeCondition(projection: Projection, reader: Actor, roles: RoleTable): Condition {
  const role = roles.get(reader.role);
  if (!role || role.org !== reader.org) return NOTHING;
  const reach = reachCondition(projection, reader, role);
  const { addressees } = projection.scope;
  if (!addressees || reader.role === AUDITOR) return reach;
  const addressed = addressesOf(reader).map((address) => naming(projection, addressees, address));
  return { is: 'all', of: [reach, { is: 'any', of: addressed }] };
}

function reachCondition(projection: Projection, reader: Actor, role: RoleDefinition): Condition {
  if (projection.scope.everyone) return ALL;
  switch (role.scope) {
    case 'everything':
      return reader.role === AUDITOR || !projection.scope.organisations
        ? ALL
        : naming(projection, projection.scope.organisations, reader.org);
    case 'office':
      return reader.officeId === null ? NOTHING : naming(projection, projection.scope.offices, reader.officeId);
    case 'person':
      return {
        is: 'any',
        of: [
          naming(projection, projection.scope.persons, reader.userId),
          reader.officeId === null ? NOTHING : naming(projection, projection.scope.members, reader.officeId),
        ],
      };
    default:
      return role.scope satisfies never;
  }
}

/** Of no conditions each holds. */
const ALL: Condition = { is: 'all', of: [] };

/** Of no alternatives none holds. */
const NOTHING: Condition = { is: 'any', of: [] };

function naming(projection: Projection, columns: readonly string[] = [], value: string): Condition {
  return {
    is: 'any',
    of: columns.map((column) =>
      projection.table.columns[column]!.kind === 'list'
        ? { is: 'containing', column, value }
        : { is: 'equal', column, value },
    ),
  };
}

/** What a reader of a row acts upon, as it stands for them, and whose it is. */
export interface ActedOn {
  readonly category: string;
  readonly stage: string;
  readonly parties: Parties;
}

/** What a reader can act upon from a row; undefined where the read model is of nothing that is acted upon. */
export function actedOn(projection: Projection, row: Row, reader: Actor): ActedOn | undefined {
  const { aggregate: category, actsOn } = projection;
  const { stage } = row;
  const parties = partiesOf(projection, row);
  if (actsOn) return { ...actsOn(row, reader), parties };
  return category !== undefined && typeof stage === 'string' ? { category, stage, parties } : undefined;
}

/** Whose a row is, by the columns the projection's scope names: what decides which actions its reader may take. */
function partiesOf(projection: Projection, row: Row): Parties {
  const values = (columns: readonly string[] = []) =>
    [...new Set(columns.flatMap((column) => row[column]))].filter((value) => typeof value === 'string');
  return { offices: values(projection.scope.offices), persons: values(projection.scope.persons) };
}
