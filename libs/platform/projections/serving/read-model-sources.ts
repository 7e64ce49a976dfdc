import { createHash } from 'node:crypto';
import type { Actor, Position } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import type { ServingVersion } from './read-model-catalogue.ts';
import type { ServedProjection } from './read-model-parameters.ts';
import type { JoinedRows } from './read-model-reveal.ts';
import { versionName } from '../life/status-row.ts';
import type { Positions, ReadModelSnapshot, StoredRow } from '../store/read-model-store.ts';

/** The read models that one answer draws on, as they stood in one snapshot. */
export interface Sources {
  readonly own: ServingVersion<ServedProjection>;
  /** By the name of the join. */
  readonly joined: ReadonlyMap<string, ServingVersion>;
}

/** The position all sources have reached, 0 where one has seen nothing yet. */
export function positionOf({ own, joined }: Sources): Position {
  return Math.min(...[own, ...joined.values()].map(({ status }) => status.checkpoint?.position ?? 0));
}

/** Whether one of the sources has stopped. */
export function isStale({ own, joined }: Sources): boolean {
  return [own, ...joined.values()].some(({ status }) => status.state === 'failed' || status.state === 'paused');
}

/**
 * The entity tag of an answer: it changes with the version, state and position of every source, with who reads, with
 * what is asked, and with what is answered. The last, because a key destroyed is no event of the read model, and the
 * erased person must be gone from the caller's copy at once (law 11). Weak, because the lag told in the body is another
 * in every answer.
 */
export function etagOf({ own, joined }: Sources, reader: Actor, question: string, answered: unknown): string {
  const sources = [own, ...joined.values()].map(({ status }) => [
    status.name,
    status.version,
    status.state,
    status.checkpoint?.position ?? 0,
  ]);
  const digest = createHash('sha256').update(JSON.stringify([sources, identityOf(reader), question, answered]));
  return `W/"${digest.digest('base64url').slice(0, 22)}"`;
}

/** Whether an `If-None-Match` header names the tag (RFC 9110 §13.1.2: compared weakly). */
export function isNamedBy(ifNoneMatch: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag)) ?? false;
}

/** Everything of a reader that rules go by. */
export function identityOf({ userId, org, officeId, role }: Actor): readonly (string | null)[] {
  return [userId, org, officeId, role];
}

/** The same sources as they stand in a snapshot. */
export async function sourcesIn(snapshot: ReadModelSnapshot, { own, joined }: Sources): Promise<Sources> {
  const names = [own, ...joined.values()].map(({ projection }) => projection.name);
  const statuses = await snapshot.status([...new Set(names)]);
  const standing = <P extends Projection>({ projection, status }: ServingVersion<P>): ServingVersion<P> => {
    const { name, version } = projection;
    return { projection, status: statuses.find((one) => one.name === name && one.version === version) ?? status };
  };
  return { own: standing(own), joined: new Map([...joined].map(([join, source]) => [join, standing(source)])) };
}

/** Whether the same versions answer. */
export function areSame(one: Sources, other: Sources): boolean {
  const versions = ({ own, joined }: Sources) =>
    [['', own] as const, ...joined].map(([join, { projection }]) => [join, versionName(projection)]);
  return JSON.stringify(versions(one)) === JSON.stringify(versions(other));
}

/** The position all sources have reached by these, 0 where one has seen nothing yet. */
export function positionAmong(positions: Positions, { own, joined }: Sources): Position {
  return Math.min(...[own, ...joined.values()].map(({ projection }) => positions.get(versionName(projection)) ?? 0));
}

/** The rows that the joins of a page need: one query for each join, however many rows the page has. */
export async function joinRows(
  snapshot: ReadModelSnapshot,
  { own, joined }: Sources,
  rows: readonly StoredRow[],
): Promise<JoinedRows> {
  const joins = Object.entries(own.projection.serve.joins ?? {});
  const found = joins.map(async ([join, [, keyColumn, columns, shown]]): Promise<[string, JoinedRows[string]]> => {
    const { projection } = joined.get(join)!;
    const keys = new Set(rows.map(({ row }) => row[keyColumn]).filter((key) => typeof key === 'string'));
    return [
      join,
      {
        classes: Object.fromEntries(columns.map((column) => [column, projection.table.columns[column]!.dataClass])),
        rows: await snapshot.rows(projection, [...keys]),
        ...(shown === 'as there' && { reveals: projection.reveals ?? (() => []) }),
      },
    ];
  });
  return Object.fromEntries(await Promise.all(found));
}
