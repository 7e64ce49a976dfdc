import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/audit';
import type { EventRegistry } from '#platform/event-schema';
import type { Json, RecordedEvent } from '#platform/event-store';
import { type Projection, tableShape } from '#platform/projections';
import { changesByEvents, readable } from '#platform/testing/projection-laws';

/** What is known of one version of a projection: hashes are SHA-256, hex. */
export interface LockedVersion {
  /** Of the shape of its tables, and of what is searched. */
  readonly table: string;
  /** How many of the pinned events, the first ones, it was folded from. */
  readonly events: number;
  /** Of what each of them made of its rows, in RFC 8785 form. */
  readonly rows: string;
}

/** The registered versions of every projection, by name and number. */
export type ProjectionsLock = { readonly [name: string]: { readonly [version: string]: LockedVersion } };

/** The pinned events as recorded, and how they are read. */
export interface PinnedLog {
  readonly events: readonly RecordedEvent[];
  readonly registry: EventRegistry;
}

/** The lock of the projections as the code has them, by name and version. */
export async function lockOf(projections: readonly Projection[], log: PinnedLog): Promise<ProjectionsLock> {
  const locked: Record<string, Record<string, LockedVersion>> = {};
  for (const projection of [...projections].sort(byNameAndVersion)) {
    (locked[projection.name] ??= {})[projection.version] = {
      table: hashOf(shapeOf(projection)),
      events: log.events.length,
      rows: await rowsHash(projection, log, log.events.length),
    };
  }
  return locked;
}

/** What would leave old rows behind a new program: a version whose behaviour was changed, or a number used again. */
export async function brokenPromises(
  published: ProjectionsLock,
  projections: readonly Projection[],
  log: PinnedLog,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const projection of projections) {
    const { name, version } = projection;
    const versions = published[name] ?? {};
    const highest = Math.max(version, ...Object.keys(versions).map(Number));
    const locked = versions[version];
    if (locked) {
      const changed = await changeOf(projection, locked, log);
      if (changed) {
        problems.push(
          `${name} version ${version} ${changed}: raise the version of ${name} to ${highest + 1} ` +
            `(npx tasuki new version ${name} keeps the old one beside it); only what is not published yet may be locked anew`,
        );
      }
    } else if (version < highest) {
      problems.push(`${name} version ${highest} is published: go on with version ${highest + 1}, not with ${version}`);
    }
  }
  return problems;
}

/** What a version does otherwise than when it was locked; undefined where it does the same. */
async function changeOf(projection: Projection, locked: LockedVersion, log: PinnedLog): Promise<string | undefined> {
  if (hashOf(shapeOf(projection)) !== locked.table) return 'has another table than it was published with';
  if ((await rowsHash(projection, log, locked.events)) !== locked.rows) {
    return 'makes other rows of the same events than when it was published';
  }
  const known = new Set(log.events.slice(0, locked.events).map(({ type }) => type));
  const added = log.events
    .slice(locked.events)
    .find(({ type }) => Object.hasOwn(projection.on, type) && !known.has(type));
  return added && `handles ${added.type}, which it did not when it was published`;
}

function shapeOf(projection: Projection): string {
  return [tableShape(projection), ...projection.table.searched].join('; search ');
}

async function rowsHash(projection: Projection, { events, registry }: PinnedLog, count: number): Promise<string> {
  const changes = await changesByEvents(projection, readable({ events: events.slice(0, count), registry }));
  return hashOf(canonicalJson(JSON.parse(JSON.stringify(changes)) as Json));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function byNameAndVersion(a: Projection, b: Projection): number {
  return a.name === b.name ? a.version - b.version : a.name < b.name ? -1 : 1;
}
