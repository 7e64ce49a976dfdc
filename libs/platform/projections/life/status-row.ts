import type {
  Positions,
  ProjectionFailure,
  ProjectionState,
  ProjectionStatus,
  VersionId,
} from '../store/read-model-store.ts';
import { type SqlRow, textIn } from './script.ts';
import type { Verification } from './verification.ts';

/** A status as it is selected by `SELECT_STATUSES`, from either database. */
export function statusOfRow(row: SqlRow): ProjectionStatus {
  const position = row['position'];
  return {
    name: String(row['name']),
    version: Number(row['version']),
    state: row['state'] as ProjectionState,
    serves: Number(row['serves']) === 1,
    promotedAt: textIn(row, 'promoted_at'),
    checkpoint: position === null ? undefined : { position: Number(position), eventId: String(row['last_event_id']) },
    updatedAt: String(row['updated_at']),
    rate: row['rate'] === null ? null : Number(row['rate']),
    estimatedEnd: textIn(row, 'estimated_end'),
    lastError: valueOf<ProjectionFailure>(row['last_error']),
    verification: valueOf<Verification>(row['verification']),
    parked: Number(row['parked']),
    edition: Number(row['edition']),
  };
}

/** JSON as text, or opened already by a client that knows the column's type. */
function valueOf<T>(value: unknown): T | null {
  return typeof value === 'string' ? (JSON.parse(value) as T) : (value as T | null);
}

/** How far versions have come, of rows of `projections`. */
export function positionsOfRows(rows: readonly SqlRow[]): Positions {
  return new Map(
    rows.map(({ name, version, position }) => [
      versionName({ name: String(name), version: Number(version) }),
      Number(position),
    ]),
  );
}

export function versionName({ name, version }: VersionId): string {
  return `${name} ${version}`;
}
