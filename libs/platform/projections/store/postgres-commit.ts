import { type Projection, ROWS } from '../definition/projection.ts';
import { Bound, type BoundStatement, rowStatements, tokenStatements } from './postgres-row-writes.ts';
import type { Batch } from './read-model-store.ts';

/**
 * A commit of rows and checkpoint as one statement: one way to the server and back instead of six. Where the lease has changed
 * hands or the checkpoint is another it does nothing and answers no row. Nobody waits until it is on the server's disk.
 *
 * @param now ISO 8601 UTC
 */
export function commitAtOnce(
  projection: Projection,
  { expected, checkpoint, fence, changes, ownChanges = new Map() }: Batch,
  now: string,
): BoundStatement {
  const bound = new Bound();
  const [position, eventId] = [bound.bind(checkpoint.position, 'bigint'), bound.bind(checkpoint.eventId, 'text')];
  const [name, version] = [bound.bind(projection.name, 'text'), bound.bind(projection.version, 'integer')];
  const was = [bound.bind(expected?.position ?? null, 'bigint'), bound.bind(expected?.eventId ?? null, 'text')];
  const lease = fence && [bound.bind(fence.resource, 'text'), bound.bind(fence.token, 'bigint')];
  const parts = [
    ...(lease
      ? [`lease AS (SELECT 1 FROM leases WHERE resource = ${lease[0]} AND fence = ${lease[1]} FOR SHARE)`]
      : []),
    `moved AS (UPDATE projections
       SET position = ${position}, last_event_id = ${eventId}, updated_at = ${bound.bind(now, 'text')},
         reach = CASE state WHEN 'live' THEN reach ELSE ${position} END
       WHERE name = ${name} AND version = ${version}
         AND position IS NOT DISTINCT FROM ${was[0]} AND last_event_id IS NOT DISTINCT FROM ${was[1]}
         ${lease ? 'AND EXISTS (SELECT 1 FROM lease)' : ''} RETURNING 1)`,
  ];
  const within = { bound, onlyIf: 'EXISTS (SELECT 1 FROM moved)' };
  const writes = [
    ...[[ROWS, changes] as const, ...ownChanges].flatMap(([table, of]) => rowStatements(projection, table, of, within)),
    ...tokenStatements(projection, changes, within),
  ];
  for (const { text } of writes) parts.push(`written${parts.length} AS (${text})`);
  const text = `WITH ${parts.join(',\n')} SELECT set_config('synchronous_commit', 'off', true) FROM moved`;
  return { text, parameters: bound.parameters };
}

/** A checkpoint that moves over events that change no row. */
export interface BareMove {
  readonly projection: Projection;
  readonly batch: Pick<Batch, 'expected' | 'checkpoint' | 'fence'>;
}

/**
 * Checkpoints of several projections as one statement, which answers `name` and `version` of each that was moved. No lease is
 * locked for it: whoever has taken a projection over finds the checkpoint moved, or has moved it.
 *
 * @param now ISO 8601 UTC
 */
export function moveAtOnce(moves: readonly BareMove[], now: string): BoundStatement {
  const bound = new Bound();
  const each = (type: string, of: (move: BareMove) => unknown) => bound.bind(moves.map(of), `${type}[]`);
  const asked = [
    each('text', ({ projection }) => projection.name),
    each('integer', ({ projection }) => projection.version),
    each('bigint', ({ batch }) => batch.checkpoint.position),
    each('text', ({ batch }) => batch.checkpoint.eventId),
    each('bigint', ({ batch }) => batch.expected?.position ?? null),
    each('text', ({ batch }) => batch.expected?.eventId ?? null),
    each('text', ({ batch }) => batch.fence?.resource ?? null),
    each('bigint', ({ batch }) => batch.fence?.token ?? null),
  ];
  const text = `WITH moved AS (UPDATE projections AS p
      SET position = a.position, last_event_id = a.event_id, updated_at = ${bound.bind(now, 'text')},
        reach = CASE p.state WHEN 'live' THEN p.reach ELSE a.position END
      FROM unnest(${asked.join(', ')}) AS a(name, version, position, event_id, was_position, was_id, resource, fence)
      WHERE p.name = a.name AND p.version = a.version
        AND p.position IS NOT DISTINCT FROM a.was_position AND p.last_event_id IS NOT DISTINCT FROM a.was_id
        AND (a.resource IS NULL OR EXISTS
          (SELECT 1 FROM leases AS l WHERE l.resource = a.resource AND l.fence = a.fence))
      RETURNING p.name, p.version)
    SELECT name, version, set_config('synchronous_commit', 'off', true) FROM moved`;
  return { text, parameters: bound.parameters };
}
