import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, START, type JSONType } from '@eventstore/db-client';
import { referral } from '#contexts/referral';
import { embeddedIn, openKeys } from '#platform/backends';
import { systemClock } from '#platform/clock';
import { streamOf } from '#platform/decider';
import type { RecordedEvent } from '#platform/event-store';
import { openEventStore } from '#platform/event-store/adapters';
import { alternating, type Benchmark } from './measurement.ts';
import { acknowledging, referredStreams } from './referred-streams.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { throughput } from './stopwatch.ts';

const IN_FLIGHT = 32;
const COMMANDS = 1_500;
const ROUNDS = 7;

const url = process.env['EVENT_STORE_URL'];

/** A command through the door, against one read and one append of the same events by the client alone. */
export const decideEventStore: Benchmark = {
  name: 'decide.eventstore',
  unit: 'commands/s',
  bar: { ratioAtLeast: 0.8 },
  about: 'load–decide–append on a real EventStoreDB, 32 in flight ÷ the bare client, one read and one append',
  unable: () =>
    url === undefined || url === ''
      ? 'it needs a real EventStoreDB: set EVENT_STORE_URL, e.g. esdb://127.0.0.1:2113?tls=false'
      : undefined,
  rounds: () =>
    inScratchFolder(async (folder) => {
      const store = await openEventStore({ url, dataDir: folder });
      const keys = await openKeys(embeddedIn(folder), systemClock);
      const client = EventStoreDBClient.connectionString(url!);
      try {
        const acknowledge = acknowledging(store, keys);
        const [first] = await referredStreams(store, keys, 1);
        const { stream } = await acknowledge(first!);
        const recorded: RecordedEvent[] = [];
        for await (const event of store.read(stream)) recorded.push(event);
        const { type, data, metadata } = recorded[1]!;
        const measured = async (command: (id: string) => Promise<unknown>) => {
          const ids = await referredStreams(store, keys, COMMANDS);
          return throughput(COMMANDS, IN_FLIGHT, (index) => command(ids[index]!));
        };
        return await alternating(
          ROUNDS,
          () => measured(acknowledge),
          () =>
            measured(async (id) => {
              const name = streamOf(referral, id);
              let revision = 0n;
              for await (const { event } of client.readStream(name, { fromRevision: START })) {
                revision = event!.revision;
              }
              const event = jsonEvent({
                id: randomUUID(),
                type,
                data: data as JSONType,
                metadata: metadata as unknown as JSONType,
              });
              await client.appendToStream(name, event, { expectedRevision: revision });
            }),
        );
      } finally {
        await store.close();
        await client.dispose();
        await keys.close();
      }
    }),
};
