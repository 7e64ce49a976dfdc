import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections, registry } from '#contexts/programme';
import { embeddedIn, openKeys } from '#platform/backends';
import { systemClock } from '#platform/clock';
import type { EventReader } from '#platform/event-store';
import { embeddedLogFile, openEmbeddedReader, openMirroredLog } from '#platform/event-store/adapters';
import { Sealing, SearchTokens } from '#platform/privacy';
import type { Projection } from '#platform/projections';
import {
  openPostgresReadModels,
  openSqliteReadModels,
  ProjectionEngine,
  RowSearch,
  rowTokens,
} from '#platform/projections/engine';
import { normalForm } from '#reference-data';
import type { Timed } from './read-and-parse.ts';
import type { SideRequest } from './side-messages.ts';

/** Builds read models from an embedded log, or through a mirror, with the engine, until all of them serve. */
export async function buildReadModels({
  dataDir,
  projections: names,
  databaseUrl,
  rows,
  mirrorOf,
}: Omit<SideRequest, 'side'>): Promise<Timed> {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-engine-'));
  const keys = await openKeys(embeddedIn(dataDir), systemClock);
  let log: EventReader | undefined;
  try {
    const tokensOf = rowTokens(new RowSearch(await SearchTokens.load(keys), normalForm), new Sealing(keys));
    const wanted = projections.filter(({ name }) => names === undefined || names.includes(name));
    const began = performance.now();
    const opened = (log = mirrorOf
      ? await openMirroredLog({ ...mirrorOf, report: { rebuilding: () => undefined, waiting: () => undefined } })
      : openEmbeddedReader(embeddedLogFile(dataDir)));
    const store = databaseUrl
      ? await openPostgresReadModels(databaseUrl, { clock: systemClock })
      : openSqliteReadModels(rows ?? join(folder, 'read-models.db'), { clock: systemClock, buildingThread: true });
    await allLive(wanted, (report) => ({
      log: opened,
      registry,
      store,
      projections: wanted,
      clock: systemClock,
      tokensOf,
      report,
    }));
    const ms = performance.now() - began;
    await store.close();
    return { events: await eventsIn(dataDir), ms };
  } finally {
    await log?.close();
    await keys.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Options = Parameters<typeof ProjectionEngine.open>[0];

async function allLive(wanted: readonly Projection[], options: (report: Options['report']) => Options): Promise<void> {
  const stopping = new AbortController();
  const waiting = new Set(wanted.map(({ name }) => name));
  const failures: string[] = [];
  const engine = await ProjectionEngine.open(
    options((report) => {
      if (report.told === 'stopped') failures.push(`${report.projection}: ${report.failure.message}`);
      if (report.told === 'live' || report.told === 'stopped') waiting.delete(report.projection);
      if (waiting.size === 0) stopping.abort();
    }),
  );
  await engine.run(stopping.signal);
  if (failures.length > 0) throw new Error(failures.join('; '));
}

async function eventsIn(dataDir: string): Promise<number> {
  const log = openEmbeddedReader(embeddedLogFile(dataDir));
  const head = await log.head();
  await log.close();
  return head; // positions of the embedded log are numbers in a row
}
