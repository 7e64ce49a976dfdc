import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { projections } from '#contexts/programme';
import { type BackendSettings, embeddedIn, eventsBetweenIn, openLog, openReadModelReader } from '#platform/backends';
import { StoreUnavailable, type EventStore, type NewEvent } from '#platform/event-store';
import { Metrics, watchFollowers } from '#platform/metrics';
import type { ReadModelReader } from '#platform/projections';
import { startProjecting } from './projecting.ts';

const logger = pino({ level: 'silent' });
/** A clock that stands still, ten seconds after every event of the suite or later. */
const clock = { now: () => '2100-01-01T00:00:10.000Z' };
const LONG = 20_000;

let settings: BackendSettings;
let log: EventStore;
let readModels: ReadModelReader;
let metrics: Metrics;

beforeEach(async () => {
  settings = embeddedIn(mkdtempSync(join(tmpdir(), 'tasuki-metrics-')));
  metrics = new Metrics();
  log = await openLog(settings);
});
afterEach(async () => {
  await readModels.close();
  await log.close();
  rmSync(settings.dataDir, { recursive: true });
});

const append = async (number: number) => {
  const event: NewEvent = {
    id: crypto.randomUUID(),
    type: 'SomethingOfTomorrow',
    data: {},
    metadata: {} as NewEvent['metadata'],
  };
  return (await log.append(`thing-${number}`, 'no stream', [event])).position;
};

/** Lets a projector of its own catch up to a position, and stops it. */
async function project(upTo: number): Promise<void> {
  const projecting = await startProjecting(settings, clock, logger, metrics);
  expect(await projecting.waitFor(upTo, LONG)).toBe(true);
  await projecting.stop();
}

async function watch(over: Partial<Parameters<typeof watchFollowers>[1]> = {}): Promise<void> {
  readModels = await openReadModelReader(settings, clock);
  const eventsBetween = eventsBetweenIn(settings);
  watchFollowers(metrics, { log, readModels, clock, eventsBetween, ...over });
}

/** Values of a metric, those of one projection where it is of projections. */
async function values(name: string, projection = 'iesc_incoming_referrals'): Promise<readonly number[]> {
  const lines = (await metrics.tell()).split('\n').filter((line) => line.startsWith(name));
  return lines.filter((line) => !line.includes('{') || line.includes(`"${projection}"`)).map(valueOf);
}

function valueOf(line: string): number {
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}

test('the lag rises while no projector runs, in events and seconds, and falls when one does', async () => {
  await project(await append(1));
  await watch();
  const lag = async () => [
    await values('tasuki_projection_position'),
    await values('tasuki_projection_lag_events'),
    await values('tasuki_projection_lag_seconds'),
  ];
  expect(await lag()).toEqual([[1], [0], [0]]);
  await append(2);
  await append(3);
  const { recordedAt } = (await log.eventAt(2))!;
  const secondsBehind = (Date.parse(clock.now()) - Date.parse(recordedAt)) / 1000;
  expect(await lag()).toEqual([[1], [2], [secondsBehind]]);
  await project(3);
  expect(await lag()).toEqual([[3], [0], [0]]);
  expect(await values('tasuki_log_head_position')).toEqual([3]);
});

test('each version of each projection is told once, with the state it is in', async () => {
  await project(await append(1));
  await watch();
  const lines = (await metrics.tell()).split('\n').filter((line) => line.startsWith('tasuki_projection_state{'));
  // Which of them were promoted already when the projector was stopped is chance.
  expect(lines.map((line) => line.replace(/state="(building|verifying|live)"/, 'state')).toSorted()).toEqual(
    projections
      .map(({ name, version }) => `tasuki_projection_state{projection="${name}",version="${version}",state} 1`)
      .toSorted(),
  );
});

test('what is away is told as away, and what is known without it is told all the same', async () => {
  await project(await append(1));
  const away = { ...log, head: () => Promise.reject(new StoreUnavailable('away')) } as EventStore;
  await watch({ log: away });
  const told = async () => ({
    eventStore: await values('tasuki_event_store_up'),
    readModels: await values('tasuki_read_models_up'),
    position: await values('tasuki_projection_position'),
    lag: await values('tasuki_projection_lag_seconds'),
  });
  expect(await told()).toEqual({ eventStore: [0], readModels: [1], position: [1], lag: [] });
  await readModels.close();
  expect(await told()).toEqual({ eventStore: [0], readModels: [0], position: [], lag: [] });
});

test('the backlog of processes is told beside, and who waits', async () => {
  await project(await append(1));
  await append(2);
  await watch({
    processes: () =>
      Promise.resolve([{ process: 'hand_over', position: 1, isWaiting: true, outstanding: 2, nextDue: undefined }]),
  });
  expect([
    await values('tasuki_process_position', 'hand_over'),
    await values('tasuki_process_backlog_events', 'hand_over'),
    await values('tasuki_process_outstanding_commands', 'hand_over'),
    await values('tasuki_process_waiting', 'hand_over'),
  ]).toEqual([[1], [1], [2], [1]]);
});
