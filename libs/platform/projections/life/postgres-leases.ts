import { randomUUID } from 'node:crypto';
import type { Fence, Leases } from './leases.ts';
import { type Script, type Scripts, type SqlRow, statement } from './script.ts';

/** How long a lease lasts that is not renewed, milliseconds: a holder that is gone is replaced within twice that. */
const TTL_MS = 5000;

/** Instants by the database's clock, whatever those of the processes say, in seconds. */
const NOW = 'extract(epoch FROM clock_timestamp())::double precision';

/**
 * Leases in PostgreSQL. Whoever shares a group says that they are there by a lease of their own, so that each holds no
 * more than its part; who comes late gets theirs as soon as the others have given up what is above it.
 */
export class PostgresLeases implements Leases {
  readonly ttlMs: number;
  readonly #scripts: Scripts;
  readonly #holder = randomUUID();

  constructor(scripts: Scripts, ttlMs = TTL_MS) {
    this.#scripts = scripts;
    this.ttlMs = ttlMs;
  }

  hold(group: string, resources: readonly string[]): Promise<ReadonlyMap<string, Fence>> {
    const named = new Map(resources.map((resource) => [`${group} ${resource}`, resource]));
    const asked = JSON.stringify([...named.keys()]);
    const [holder, end] = [this.#holder, `${NOW} + ${this.ttlMs / 1000}`];
    return this.#scripts.run(function* () {
      const gone = `DELETE FROM leases WHERE resource LIKE $1 AND expires_at < ${NOW} - 60`;
      yield statement(gone, memberOf(group, '%'));
      yield statement(
        `INSERT INTO leases (resource, holder, fence, expires_at) VALUES ($1, $2, 0, ${end})
         ON CONFLICT (resource) DO UPDATE SET expires_at = excluded.expires_at`,
        ...[memberOf(group, holder), holder],
      );
      const share = yield* shareOf(group, resources.length);
      yield statement(
        `UPDATE leases SET expires_at = ${end}
         WHERE holder = $1 AND expires_at > 0 AND resource IN (SELECT json_array_elements_text($2::json))`,
        ...[holder, asked],
      );
      const held = yield* leasesOf(holder, asked);
      if (held.length > share) yield* giveUp(held.slice(share));
      if (held.length < share) yield* take(holder, asked, share - held.length, end);
      const now = yield* leasesOf(holder, asked);
      return new Map(now.map(({ resource, fence }) => [named.get(resource)!, { resource, token: fence }]));
    });
  }

  release(): Promise<void> {
    const holder = this.#holder;
    return this.#scripts.run(function* () {
      yield statement(`DELETE FROM leases WHERE holder = $1 AND fence = 0`, holder);
      yield statement('UPDATE leases SET expires_at = 0 WHERE holder = $1', holder);
    });
  }
}

function memberOf(group: string, holder: string): string {
  return `member of ${group} ${holder}`;
}

/** What one of those who are there may hold. */
function* shareOf(group: string, resources: number): Script<number> {
  const { rows } = yield statement(
    `SELECT count(*) AS members FROM leases WHERE resource LIKE $1 AND expires_at > ${NOW}`,
    memberOf(group, '%'),
  );
  return Math.ceil(resources / Math.max(1, Number(rows[0]?.['members'])));
}

interface Held {
  readonly resource: string;
  readonly fence: number;
}

function* leasesOf(holder: string, asked: string): Script<readonly Held[]> {
  const { rows } = yield statement(
    `SELECT resource, fence FROM leases
     WHERE holder = $1 AND expires_at > 0 AND resource IN (SELECT json_array_elements_text($2::json))
     ORDER BY resource`,
    ...[holder, asked],
  );
  return rows.map((row: SqlRow) => ({ resource: String(row['resource']), fence: Number(row['fence']) }));
}

function* giveUp(held: readonly Held[]): Script<void> {
  const resources = JSON.stringify(held.map(({ resource }) => resource));
  yield statement(
    `UPDATE leases SET expires_at = 0 WHERE resource IN (SELECT json_array_elements_text($1::json))`,
    resources,
  );
}

/** What somebody else is just taking, or is writing under to this moment, is passed over. */
function* take(holder: string, asked: string, most: number, end: string): Script<void> {
  yield statement(
    `INSERT INTO leases (resource, holder, fence, expires_at)
     SELECT resource, '', 0, 0 FROM json_array_elements_text($1::json) AS asked(resource)
     ON CONFLICT (resource) DO NOTHING`,
    asked,
  );
  yield statement(
    `UPDATE leases SET holder = $1, fence = fence + 1, expires_at = ${end}
     WHERE resource IN (
       SELECT resource FROM leases
       WHERE resource IN (SELECT json_array_elements_text($2::json)) AND expires_at <= ${NOW}
       ORDER BY resource LIMIT $3 FOR UPDATE SKIP LOCKED)`,
    ...[holder, asked, most],
  );
}
