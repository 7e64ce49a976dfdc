import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { collect } from '../contract/collect.ts';
import { sampleEvents } from '../contract/sample-events.ts';
import type { RecordedEvent, StreamName } from '../port.ts';
import { openEmbeddedEventStore } from './embedded-event-store.ts';
import { openEmbeddedReader } from './embedded-reader.ts';

const processes = join(import.meta.dirname, 'processes');
const folder = mkdtempSync(join(tmpdir(), 'tasuki-durability-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Acknowledged {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: number;
  readonly eventId: string;
}

type Writer = 'thread' | 'loop';

function startWriter(file: string, writer: Writer): ChildProcess {
  return fork(join(processes, 'append-until-killed.mjs'), [file, writer], { execArgv: [] });
}

/** Lets a writer work until it has acknowledged so many appends, kills it, and answers what it acknowledged. */
async function killAfter(file: string, writer: Writer, acknowledgements: number): Promise<Acknowledged[]> {
  const process = startWriter(file, writer);
  const acknowledged: Acknowledged[] = [];
  process.on('message', (message) => {
    acknowledged.push(message as Acknowledged);
    if (acknowledged.length === acknowledgements) process.kill('SIGKILL');
  });
  // 'close' comes after the last message that was under way.
  const [, signal] = await once(process, 'close');
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

describe.each<Writer>(['loop', 'thread'])('a writer in its %s that is killed', (writer) => {
  test('leaves every append it acknowledged, and none in part, each time on the same file', async () => {
    const file = join(folder, `killed-${writer}.db`);
    const acknowledged: Acknowledged[] = [];
    for (const appends of [1, 2, 17, 113, 350, 700, 1101, 1499]) {
      acknowledged.push(...(await killAfter(file, writer, appends)));

      const reader = openEmbeddedReader(file);
      const events = await collect(reader.readAll());
      await reader.close();
      expect(lostOf(acknowledged, events)).toEqual([]);
      expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
      expect(tornStreamsOf(events)).toEqual([]);
    }
    const store = openEmbeddedEventStore(file);
    const head = await store.head();
    expect((await store.append('killed-after', 'no stream', sampleEvents(1))).position).toBe(head + 1);
    await store.close();
  });
});

function lostOf(acknowledged: readonly Acknowledged[], events: readonly RecordedEvent[]): Acknowledged[] {
  return acknowledged.filter(({ stream, revision, position, eventId }) => {
    const event = events[position - 1];
    return event?.id !== eventId || event.stream !== stream || event.revision !== revision;
  });
}

/** The streams whose revisions have a gap, or that end within a batch. */
function tornStreamsOf(events: readonly RecordedEvent[]): StreamName[] {
  const whole = Map.groupBy(events, ({ stream }) => stream);
  return [...whole].flatMap(([stream, own]) => {
    const expected = own.map((_, revision) => revision);
    const { index, size } = own.at(-1)?.data as { index: number; size: number };
    const contiguous = own.every(({ revision }, at) => revision === expected[at]);
    return contiguous && index === size - 1 ? [] : [stream];
  });
}

describe('a second writer', () => {
  test('in another process is refused with a sentence, and the first goes on', async () => {
    const file = join(folder, 'held.db');
    const store = openEmbeddedEventStore(file);
    const second = startWriter(file, 'thread');
    const [message] = await once(second, 'message');
    expect(message).toEqual({
      refused: 'EventStoreInUse',
      message: `Another process writes the event log ${file}: end it first, or name another data folder.`,
    });
    expect(await once(second, 'exit')).toEqual([1, null]);
    expect((await store.append('case-1', 'no stream', sampleEvents(1))).position).toBe(1);
    await store.close();
  });
});

describe('a reader', () => {
  interface Follower {
    readonly ids: string[];
    until(condition: () => boolean): Promise<void>;
  }

  /** Gathers what a following thread or process tells. */
  function gather(source: ChildProcess | Worker): Follower & { readonly caughtUp: number[] } {
    const ids: string[] = [];
    const caughtUp: number[] = [];
    let look = () => {};
    source.on('message', (message: { id?: string; caughtUp?: number }) => {
      if (message.id !== undefined) ids.push(message.id);
      if (message.caughtUp !== undefined) caughtUp.push(message.caughtUp);
      look();
    });
    const until = (condition: () => boolean) =>
      new Promise<void>((resolve) => {
        look = () => condition() && resolve();
        look();
      });
    return { ids, caughtUp, until };
  }

  const appendWhileFollowed = async (
    file: string,
    follow: () => { told: ReturnType<typeof gather>; wake?: () => void },
  ) => {
    const store = openEmbeddedEventStore(file);
    const [before, live] = [sampleEvents(1500), sampleEvents(300)];
    await store.append('case-1', 'no stream', before.slice(0, 750));
    await store.append('case-1', 749, before.slice(750));
    const { told, wake } = follow();
    if (wake) store.onAppended(wake);
    await told.until(() => told.caughtUp.length > 0);
    expect(told.caughtUp).toEqual([1500]);
    for (const [index, event] of live.entries()) await store.append('case-1', 1499 + index, [event]);
    await told.until(() => told.ids.length === 1800);
    expect(told.ids).toEqual([...before, ...live].map(({ id }) => id));
    await store.close();
  };

  test('in a worker thread is woken by the appends', async () => {
    const file = join(folder, 'followed-by-thread.db');
    const threads: Worker[] = [];
    await appendWhileFollowed(file, () => {
      const thread = new Worker(join(processes, 'follow-log.mjs'), { workerData: [file, 3_600_000] });
      threads.push(thread);
      return { told: gather(thread), wake: () => thread.postMessage('appended') };
    });
    for (const thread of threads) await thread.terminate();
  });

  test('in another process finds the appends by itself', async () => {
    const file = join(folder, 'followed-by-process.db');
    const children: ChildProcess[] = [];
    await appendWhileFollowed(file, () => {
      const child = fork(join(processes, 'follow-log.mjs'), [file, '20'], { execArgv: [] });
      children.push(child);
      return { told: gather(child) };
    });
    for (const child of children) child.kill();
  });
});
