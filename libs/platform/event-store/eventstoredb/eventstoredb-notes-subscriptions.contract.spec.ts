import {
  BACKWARDS,
  END,
  eventTypeFilter,
  excludeSystemEvents,
  TimeoutError,
  UnknownError,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { collect } from '../contract/collect.ts';
import { failure } from './double.fixture.ts';
import { bareEvents, freshStream, onEachServer, type ServerUnderTest } from './each-server.fixture.ts';

const within = { expectedRevision: 'no_stream' } as const;

/** Resolves with what the subscription is interrupted by, after the moments named. */
const interruption = (subscription: AllStreamSubscription, moments: string[]) =>
  new Promise<Error>((resolve) => {
    for (const moment of ['end', 'close', 'caughtUp'] as const) {
      subscription.on(moment as 'end', () => moments.push(moment));
    }
    subscription.on('error', (error) => {
      moments.push('error');
      resolve(error);
    });
  });
const caughtUp = (subscription: AllStreamSubscription) =>
  new Promise<void>((resolve) => void subscription.once('caughtUp', resolve));

/** What the adapter relies on, or guards against, in subscriptions of the server and its client: a case each. */
onEachServer('EventStoreDB’s subscriptions', (server) => {
  let client: EventStoreDBClient;
  let appendFresh: ServerUnderTest['appendFresh'];
  beforeAll(() => {
    ({ client, appendFresh } = server());
  });

  test('begins after the event at the position', async () => {
    const { position } = await appendFresh(1);
    await appendFresh(1);
    const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
    const first = await new Promise<AllStreamResolvedEvent>((resolve) => subscription.once('data', resolve));
    expect(first.event?.position.commit).toBeGreaterThan(position.commit);
    await subscription.unsubscribe();
  });

  test('from inside a record fails', async () => {
    const { stream } = await appendFresh(2);
    const [first] = await collect(client.readStream(stream));
    const inside = first!.event!.position!.commit + 1n;
    const subscription = client.subscribeToAll({ fromPosition: { commit: inside, prepare: inside } });
    expect(await interruption(subscription, [])).toBeInstanceOf(UnknownError);
  });

  test('says that it has caught up before its consumer has the events in hand, and not at which position', async () => {
    const { position } = await appendFresh(1);
    await appendFresh(5);
    const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
    const said = new Promise((resolve) => subscription.once('caughtUp', (...words: unknown[]) => resolve(words)));
    expect(await said).toEqual([]);
    expect(subscription.readableLength).toBeGreaterThanOrEqual(5);
    await subscription.unsubscribe();
  });

  test('that is live gets through 100 events at once, and is cut off by 500, with nothing but an error', async () => {
    const { position } = await appendFresh(1);
    const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
    const moments: string[] = [];
    const interrupted = interruption(subscription, moments);
    let received = 0;
    let arrived = () => {};
    subscription.on('data', () => {
      received++;
      arrived();
    });
    const untilReceived = (count: number) =>
      new Promise<void>((resolve) => {
        arrived = () => {
          if (received >= count) resolve();
        };
        arrived();
      });
    await caughtUp(subscription);
    await client.appendToStream(freshStream(), bareEvents(100), within);
    await untilReceived(100);
    // once does it as a rule; a server that is short of time sends more slowly, and then not each time
    for (let appends = 1; appends <= 20 && !moments.includes('error'); appends++) {
      await client.appendToStream(freshStream(), bareEvents(500), within);
      await Promise.race([interrupted, untilReceived(100 + appends * 500)]);
    }
    const error = await interrupted;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: 10 });
    expect(error.message).toContain('Consumer too slow');
    expect(moments).toEqual(['caughtUp', 'error']);
  });

  test('pays no heed to a deadline', async () => {
    const { position } = await appendFresh(1);
    const filter = excludeSystemEvents();
    const subscription = client.subscribeToAll({ fromPosition: position, filter, deadline: 1 });
    await caughtUp(subscription);
    const first = new Promise((resolve, reject) => subscription.once('data', resolve).once('error', reject));
    await appendFresh(1);
    expect(await first).toMatchObject({ event: { type: 'Noted' } });
    await subscription.unsubscribe();
  });

  test('that is cut off throws at who iterates over it, and does not begin again by itself', async () => {
    const { position } = await appendFresh(1);
    const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
    let received = 0;
    const iterating = async () => {
      for await (const { event } of subscription) {
        if (event !== undefined) received++;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    const thrown = failure(iterating());
    let over = false;
    void thrown.then(() => (over = true));
    await caughtUp(subscription);
    while (!over) await client.appendToStream(freshStream(), bareEvents(500), within);
    expect(await thrown).toMatchObject({ code: 10 });
    const receivedUntilThen = received;
    const other = client.subscribeToAll({ fromPosition: END, filter: excludeSystemEvents() });
    await caughtUp(other);
    const seenByOther = new Promise((resolve) => other.once('data', resolve));
    await appendFresh(1);
    await seenByOther;
    expect(subscription.destroyed).toBe(true);
    expect(received).toBe(receivedUntilThen);
    await other.unsubscribe();
  });

  test('whose consumer dawdles is cut off too', async () => {
    const { position } = await appendFresh(1);
    const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
    const interrupted = interruption(subscription, []);
    await caughtUp(subscription);
    subscription.on('data', () => {
      subscription.pause();
      setTimeout(() => subscription.resume(), 2);
    });
    for (let appends = 0; appends < 50; appends++) await appendFresh(20);
    expect(await interrupted).toMatchObject({ code: 10 });
  });

  test('with a filter does not move for an event outside of it', async () => {
    const { position } = await appendFresh(1);
    const moved: unknown[] = [];
    const filter = eventTypeFilter({
      prefixes: ['Other'],
      checkpointInterval: 1_000,
      checkpointReached: () => void moved.push('checkpoint'),
    });
    const filtered = client.subscribeToAll({ fromPosition: position, filter });
    filtered.on('data', (event) => moved.push(event));
    const all = client.subscribeToAll({ fromPosition: position });
    await Promise.all([caughtUp(filtered), caughtUp(all)]);
    const seen = new Promise((resolve) => all.once('data', resolve));
    await appendFresh(1);
    await seen;
    await appendFresh(1);
    expect(moved).toEqual([]);
    await Promise.all([filtered.unsubscribe(), all.unsubscribe()]);
  });

  test('with a filter has checkpoints as it looks at events, none of them at the end', async () => {
    const { position } = await appendFresh(1);
    await appendFresh(100);
    const checkpoints: bigint[] = [];
    const subscription = client.subscribeToAll({
      fromPosition: position,
      filter: eventTypeFilter({
        prefixes: ['Other'],
        checkpointReached: (_subscription, { commit }) => void checkpoints.push(commit),
      }),
    });
    subscription.on('data', () => {});
    await caughtUp(subscription);
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(checkpoints.length).toBeGreaterThanOrEqual(3);
    expect(checkpoints.filter((at) => at < position.commit || at >= last!.event!.position.commit)).toEqual([]);
    await subscription.unsubscribe();
  });
});
