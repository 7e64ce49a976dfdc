import { startOtlpReceiver, type OtlpReceiver } from '#platform/testing/servers';
import { startTracing, type Tracing } from '#platform/tracing';
import { tellCommit } from './commit-spans.ts';
import { EngineRig, LONG } from '../contract/engine-rig.ts';
import { newEvent, ThingMade, things, thingsHandling } from '../contract/sample-things.ts';
import type { EngineReport } from './engine-report.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

const traceparent = (number: number) => `00-${String(number).padStart(32, 'a')}-${'b'.repeat(16)}-01`;
const traceId = (number: number) => traceparent(number).split('-')[1]!;

/** Appends a thing in the course of a span; in that of none where no number is given. */
async function append(id: string, trace?: number): Promise<number> {
  const metadata = trace === undefined ? {} : { traceparent: traceparent(trace) };
  const event = newEvent(ThingMade({ group: 'a' }), metadata);
  return (await rig.log.append(`thing-${id}`, 'no stream', [event])).position;
}

function committed(reports: readonly EngineReport[]) {
  return reports.flatMap((report) => (report.told === 'batch committed' ? [report] : []));
}

test('a commit names the traces of its events, each once; one whose events name none names none', async () => {
  const { engine, reports } = await rig.start([things], { batchSize: 1 });
  for (const trace of [undefined, 1, 1, 2]) {
    expect(await engine.waitFor(await append(crypto.randomUUID(), trace), LONG)).toBe(true);
  }
  const named = committed(reports).map((report) => report.traced?.traces);
  expect(named).toEqual([undefined, [traceparent(1)], [traceparent(1)], [traceparent(2)]]);
});

test('not more than 32 traces are named by one commit', async () => {
  const paused = await rig.start([things]);
  await paused.engine.waitFor(await append('first'), LONG);
  await paused.stop();
  let last = 0;
  for (let number = 0; number < 40; number++) last = await append(String(number), number);
  const { engine, reports } = await rig.start([things]);
  expect(await engine.waitFor(last, LONG)).toBe(true);
  const [commit] = committed(reports);
  expect(commit!.traced!.traces).toEqual(Array.from({ length: 32 }, (_, number) => traceparent(number)));
  expect(commit!.traced!.ended).toBeGreaterThanOrEqual(commit!.traced!.began);
  expect(Math.abs(commit!.traced!.ended - Date.now())).toBeLessThan(LONG);
});

test('what is built follows from no request', async () => {
  const last = await append('1', 1);
  const { engine, reports } = await rig.start([things]);
  expect(await engine.waitFor(last, LONG)).toBe(true);
  expect(committed(reports).map((report) => [report.rowsChanged, report.traced])).toEqual([[1, undefined]]);
});

test('rows that were parked and are folded later name the trace of their event', async () => {
  let isAfraid = true;
  const afraid = thingsHandling({
    ...{ GroupMerged: undefined, GroupClosed: undefined },
    ThingMade: (event: { readonly streamId: string }) => {
      if (isAfraid) throw new Error('not yet');
      return { thingId: event.streamId, group: 'a', moves: 0 };
    },
  });
  const running = await rig.start([afraid]);
  await running.told(({ told }) => told === 'live');
  expect(await running.engine.waitFor(await append('1', 1), LONG)).toBe(true);
  isAfraid = false;
  await rig.ordered(running, 'retry');
  expect(
    committed(running.reports).map(({ rowsChanged, events, traced }) => [rowsChanged, events, traced?.traces]),
  ).toEqual([[1, 0, [traceparent(1)]]]);
});

describe('with a collector', () => {
  let receiver: OtlpReceiver;
  let tracing: Tracing;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
    tracing = await startTracing({ otlpEndpoint: receiver.endpoint }, 'spec');
  });
  afterEach(async () => {
    await tracing.stop();
    await receiver.close();
  });

  const report = {
    told: 'batch committed' as const,
    ...{ projection: 'things', version: 2, position: 9, events: 7, rowsChanged: 3 },
  };

  test('a commit is a span of its own, linked to the traces it follows from, and one in each of them', async () => {
    tellCommit({ ...report, traced: { traces: [traceparent(1), traceparent(2)], began: 1_000, ended: 1_500 } });
    await tracing.stop();
    const [commit, ...rows] = receiver.spans;
    expect(commit).toMatchObject({
      name: 'commit things',
      parentSpanId: undefined,
      linkedTraces: [traceId(1), traceId(2)],
      attributes: {
        'tasuki.projection_version': 2,
        'tasuki.position': 9,
        'tasuki.events': 7,
        'tasuki.rows_changed': 3,
      },
    });
    expect(
      rows.map(({ name, traceId: of, parentSpanId, linkedTraces }) => [name, of, parentSpanId, linkedTraces]),
    ).toEqual([1, 2].map((number) => ['rows things', traceId(number), 'b'.repeat(16), [commit!.traceId]]));
  });

  test('one that follows from no trace is not told', async () => {
    tellCommit(report);
    await tracing.stop();
    expect(receiver.spans).toEqual([]);
  });
});
