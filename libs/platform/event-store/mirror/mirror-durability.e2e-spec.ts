import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvents } from '../contract/sample-events.ts';
import { EmbeddedReader } from '../embedded/embedded-reader.ts';
import { openEventStore } from '../open-event-store.ts';
import type { EventStore, Position, RecordedEvent } from '../port.ts';
import { deleteMirror, mirrorFile, openMirrorForReading } from './mirror-file.ts';
import { checkMirrorOf } from './open-mirrored-log.ts';

/** Events the server holds before anybody mirrors them: several of the mirror's transactions. */
const EVENTS = 8_000;
/** Events of an append, which has a limit of bytes. */
const APPENDED = 1_000;
const PROCESS = join(import.meta.dirname, 'processes', 'fill-until-killed.mjs');

let double: EventStoreDbDouble;
let server: EventStore;
let dataDir: string;
let all: readonly RecordedEvent[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tasuki-mirror-killed-'));
  double = await startEventStoreDbDouble();
  server = await openEventStore({ url: double.url, dataDir });
  for (let appended = 0; appended < EVENTS; appended += APPENDED) {
    await server.append(freshStream(), 'no stream', sampleEvents(APPENDED));
  }
  all = await collect(server.readAll());
});
afterAll(async () => {
  await server.close();
  await double.close();
  rmSync(dataDir, { recursive: true });
});

type Told = { readonly positions: readonly Position[]; readonly isCaughtUp: boolean } | { readonly rebuilding: string };

/**
 * Fills the mirror in a process of its own and kills it when it has read so many events, or has caught up.
 *
 * @returns the positions it read, and why it began anew
 */
async function killedAfter(
  events: number,
): Promise<{ readonly read: readonly Position[]; readonly rebuilt: string[] }> {
  const filler: ChildProcess = fork(PROCESS, [double.url, dataDir], { execArgv: [] });
  const [read, rebuilt]: [Position[], string[]] = [[], []];
  filler.on('message', (message) => {
    const told = message as Told;
    if ('rebuilding' in told) rebuilt.push(told.rebuilding);
    else if (read.push(...told.positions) >= events || told.isCaughtUp) filler.kill('SIGKILL');
  });
  const [, signal] = await once(filler, 'close');
  expect(signal).toBe('SIGKILL');
  return { read, rebuilt };
}

/** What the file holds, as a reader of files sees it. */
async function mirrored(): Promise<readonly RecordedEvent[]> {
  const db = openMirrorForReading(mirrorFile(dataDir));
  if (db === undefined) return [];
  const reader = new EmbeddedReader(db, undefined);
  const events = await collect(reader.readAll());
  await reader.close();
  return events;
}

const positions = (events: readonly RecordedEvent[]) => events.map(({ position }) => position);

test('a mirror whose process is killed again and again while it is filled holds every event once, at its position', async () => {
  const lengths: number[] = [];
  for (const events of [1, 2_000, 5_000]) {
    const { read } = await killedAfter(events);
    expect(read).toEqual(positions(all.slice(0, read.length)));
    const held = await mirrored();
    expect(held).toEqual(all.slice(0, held.length));
    lengths.push(held.length);
  }
  // It went on where it was, and was not complete already when it was killed first.
  expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
  expect(lengths[0]).toBeLessThan(EVENTS);

  expect(await killedAfter(Infinity)).toEqual({ read: positions(all), rebuilt: [] });
  expect(await mirrored()).toEqual(all);
  expect(await checkMirrorOf({ url: double.url, dataDir })).toEqual({
    compared: EVENTS,
    position: all.at(-1)!.position,
    behind: 0,
    difference: undefined,
  });
});

test('a mirror deleted between two runs is filled anew, and read as before', async () => {
  deleteMirror(mirrorFile(dataDir));
  expect((await killedAfter(Infinity)).read).toEqual(positions(all));
  expect(await mirrored()).toEqual(all);
});
