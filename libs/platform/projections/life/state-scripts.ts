import { type ProjectionFailure, type ProjectionState, tableName, type VersionId } from '../store/read-model-store.ts';
import { SELECT_STATUSES } from './life-tables.ts';
import { OrderRefused } from './orders.ts';
import { type Script, type Scripts, statement } from './script.ts';
import { statusOfRow } from './status-row.ts';
import { dropTables, renameTables } from './table-scripts.ts';

/** The steps in the life of a version, as statements. */

export function* setStateScript(
  { name, version }: VersionId,
  state: ProjectionState,
  lastError: ProjectionFailure | null,
  now: string,
): Script<void> {
  if (state === 'live') yield* replaceServing({ name, version }, now);
  yield statement(
    `UPDATE projections SET state = $1, last_error = $2, updated_at = $3, rate = NULL, estimated_end = NULL
     WHERE name = $4 AND version = $5`,
    ...[state, lastError && JSON.stringify(lastError), now, name, version],
  );
}

/** Whoever served is fed on, so that it can be promoted again. */
function* replaceServing({ name, version }: VersionId, now: string): Script<void> {
  yield statement(
    `UPDATE projections SET serves = 0, updated_at = $1, state = CASE state WHEN 'live' THEN 'verifying' ELSE state END
     WHERE name = $2 AND version <> $3 AND serves = 1`,
    ...[now, name, version],
  );
  yield statement(
    `UPDATE projections SET serves = 1, promoted_at = $1, edition = edition + 1
     WHERE name = $2 AND version = $3 AND serves = 0`,
    ...[now, name, version],
  );
}

/**
 * A version takes over: it serves from now on, and the one that served is fed on beside it.
 *
 * @throws OrderRefused unless it is verifying; and, to be tried again, as long as it lies behind the one that serves
 */
export function* promoteScript({ name, version }: VersionId, now: string): Script<void> {
  // Nobody moves one of the checkpoints from here to the end of the transaction.
  yield statement('UPDATE projections SET name = name WHERE name = $1', name);
  const { rows } = yield statement(`${SELECT_STATUSES} WHERE name = $1 AND version > 0`, name);
  const statuses = rows.map(statusOfRow);
  const own = statuses.find((status) => status.version === version);
  const serving = statuses.find(({ serves }) => serves);
  if (own?.state !== 'verifying') {
    throw new OrderRefused(`Version ${version} of ${name} is ${own?.state ?? 'not known'}, not verifying.`);
  }
  const [position, servingPosition] = [own, serving].map((status) => status?.checkpoint?.position ?? 0);
  if (position! < servingPosition!) {
    throw new OrderRefused(
      `Version ${version} of ${name} has come to position ${position}, the one that serves to ${servingPosition}.`,
      true,
    );
  }
  yield* setStateScript({ name, version }, 'live', null, now);
}

/**
 * Drops the tables of a version that is not needed any more, with all that waited for it. Its row stays as `retired`; that of
 * a rebuild (a negative version) goes.
 *
 * @throws OrderRefused where it serves
 */
export function* retireScript({ name, version }: VersionId, scripts: Scripts, now: string): Script<void> {
  const { rows } = yield statement('SELECT * FROM projections WHERE name = $1 AND version = $2', name, version);
  const own = rows[0];
  if (Number(own?.['serves']) === 1) {
    throw new OrderRefused(`Version ${version} of ${name} serves: promote another one first.`);
  }
  const table = tableName({ name, version, ...(version < 0 && { rebuild: Number(own?.['rebuild']) }) });
  yield* dropTables(table, [], scripts);
  yield* forgetParked({ name, version });
  if (version < 0) {
    yield statement('DELETE FROM projections WHERE name = $1 AND version = $2', name, version);
    return;
  }
  yield statement(
    `UPDATE projections SET state = 'retired', position = NULL, last_event_id = NULL, last_error = NULL,
       verification = NULL, rate = NULL, estimated_end = NULL, promoted_at = NULL, updated_at = $1
     WHERE name = $2 AND version = $3`,
    ...[now, name, version],
  );
}

/**
 * The rebuild of a version takes its place: tables, checkpoint and what is parked become the version's own, and whoever follows
 * its changes begins anew behind the position to which it had come.
 *
 * @param version that of the rebuild: the negative of the one it replaces
 * @throws OrderRefused, to be tried again, as long as the rebuild lies behind it
 */
export function* replaceScript(
  { name, version, rebuild = 0 }: VersionId & { readonly rebuild?: number },
  scripts: Scripts,
  now: string,
): Script<void> {
  const replaced = -version;
  yield statement('UPDATE projections SET name = name WHERE name = $1', name);
  const [table, rebuiltTable] = [tableName({ name, version }), tableName({ name, version, rebuild })];
  const { rows } = yield statement(
    'SELECT version, position FROM projections WHERE name = $1 AND version IN ($2, $3) ORDER BY version',
    ...[name, version, replaced],
  );
  const [position, replacedPosition] = rows.map((row) => Number(row['position']));
  if (position! < replacedPosition!) {
    throw new OrderRefused(`The rebuild of ${name} has come to ${position}, it itself to ${replacedPosition}.`, true);
  }
  yield* dropTables(table, [rebuiltTable], scripts);
  yield* renameTables(rebuiltTable, table, scripts);
  yield* forgetParked({ name, version: replaced });
  for (const kept of ['projection_parked', 'projection_queued']) {
    yield statement(`UPDATE ${kept} SET version = $1 WHERE name = $2 AND version = $3`, replaced, name, version);
  }
  yield statement(
    `UPDATE projections SET last_error = NULL, updated_at = $1, edition = edition + 1,
       reach = (SELECT position FROM projections WHERE name = $2 AND version = $3),
       state = CASE serves WHEN 1 THEN 'live' ELSE 'verifying' END,
       position = (SELECT position FROM projections WHERE name = $2 AND version = $3),
       last_event_id = (SELECT last_event_id FROM projections WHERE name = $2 AND version = $3)
     WHERE name = $2 AND version = $4`,
    ...[now, name, version, replaced],
  );
  yield statement('DELETE FROM projections WHERE name = $1 AND version = $2', name, version);
}

function* forgetParked({ name, version }: VersionId): Script<void> {
  for (const table of ['projection_parked', 'projection_queued']) {
    yield statement(`DELETE FROM ${table} WHERE name = $1 AND version = $2`, name, version);
  }
}
