import { appendContract } from './contract/append.contract.ts';
import { collect } from './contract/collect.ts';
import { readContract } from './contract/read.contract.ts';
import { freshStream, sampleEvent, sampleEvents } from './contract/sample-events.ts';
import { subscribeContract } from './contract/subscribe.contract.ts';
import { StoreUnavailable } from './errors.ts';
import { CaughtUp, type EventStore } from './port.ts';

export interface ContractSubject {
  /**
   * Opens a store. Called once for the suite and once more for each case about closing. The log may hold anything, and
   * others may write to it meanwhile.
   */
  open(): Promise<EventStore>;
  /** Stops and starts what holds the log and answers a store on the same log; the one given is not used again. */
  restart?(store: EventStore): Promise<EventStore>;
  /** After the last case, when all stores are closed. */
  cleanUp?(): Promise<void>;
}

/**
 * What the port promises, as a suite that every adapter passes as it is. What takes long or is one adapter's own
 * business (a killed process, a broken connection) is in the adapter's specs.
 */
export function eventStoreContract(name: string, subject: ContractSubject): void {
  describe(`event store: ${name}`, () => {
    let store: EventStore;
    beforeAll(async () => {
      store = await subject.open();
    });
    afterAll(async () => {
      await store.close();
      await subject.cleanUp?.();
    });

    appendContract(() => store);
    readContract(() => store);
    subscribeContract(() => store);
    closeContract(() => subject.open());

    const { restart } = subject;
    if (restart === undefined) return;

    test('keeps its events, revisions and positions over a restart', async () => {
      const stream = freshStream();
      const from = await store.head();
      const events = sampleEvents(3);
      await store.append(stream, 'no stream', events);
      const [head, all] = [await store.head(), await collect(store.readAll({ from }))];
      store = await restart.call(subject, store);
      expect(await store.head()).toBe(head);
      expect(await collect(store.readAll({ from }))).toEqual(all);
      expect(await store.append(stream, 'no stream', events)).toEqual({ revision: 2, position: head });
      const next = await store.append(stream, 2, [sampleEvent()]);
      expect(next.revision).toBe(3);
      expect(next.position).toBeGreaterThan(head);
    });
  });
}

function closeContract(open: () => Promise<EventStore>): void {
  describe('closing', () => {
    test('ends the subscriptions', async () => {
      const store = await open();
      const { signal } = new AbortController();
      const iterator = store.subscribeToAll({ from: await store.head(), signal })[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toBeInstanceOf(CaughtUp);
      const waiting = iterator.next();
      await store.close();
      expect(await waiting).toEqual({ done: true, value: undefined });
    });

    test('twice is the same as once, and nothing can be asked afterwards', async () => {
      const store = await open();
      await store.close();
      await store.close();
      const asked = {
        append: () => store.append(freshStream(), 'no stream', [sampleEvent()]),
        read: () => collect(store.read(freshStream())),
        readAll: () => collect(store.readAll({ maxCount: 1 })),
        subscribeToAll: () => collect(store.subscribeToAll({ from: 'start', signal: new AbortController().signal })),
        eventAt: () => store.eventAt(1),
        head: () => store.head(),
      };
      for (const [method, ask] of Object.entries(asked)) {
        const refused = await ask().catch((error: unknown) => error);
        expect([method, refused instanceof StoreUnavailable]).toEqual([method, true]);
      }
    });
  });
}
