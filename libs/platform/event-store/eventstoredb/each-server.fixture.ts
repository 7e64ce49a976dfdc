import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type EventData, type Position } from '@eventstore/db-client';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import type { StreamName } from '../port.ts';

/** A server under test, seen through the bare client. */
export interface ServerUnderTest {
  readonly url: string;
  readonly client: EventStoreDBClient;
  /** Appends to a stream that nobody else writes to; answers it and the position of the last event. */
  appendFresh(count: number): Promise<{ readonly stream: StreamName; readonly position: Position }>;
}

export const freshStream = (): StreamName => `notes-${randomUUID()}`;

export function bareEvents(count: number): EventData[] {
  return Array.from({ length: count }, (_, index) =>
    jsonEvent({ type: 'Noted', data: { index }, metadata: { index } }),
  );
}

/**
 * Runs the cases on the double, and on the real server that `EVENT_STORE_URL` names: what the adapter is built on holds
 * for both, or the double is wrong. Others may write to the real server meanwhile.
 */
export function onEachServer(name: string, cases: (server: () => ServerUnderTest) => void): void {
  let double: EventStoreDbDouble | undefined;
  on(
    `${name}: protocol double`,
    async () => {
      double = await startEventStoreDbDouble();
      return double.url;
    },
    async () => double?.close(),
    cases,
  );
  const { EVENT_STORE_URL } = process.env;
  if (EVENT_STORE_URL?.startsWith('esdb') === true) {
    on(
      `${name}: real server`,
      async () => EVENT_STORE_URL,
      async () => {},
      cases,
    );
  }
}

function on(
  name: string,
  start: () => Promise<string>,
  stop: () => Promise<void>,
  cases: (server: () => ServerUnderTest) => void,
): void {
  describe(name, () => {
    let server: ServerUnderTest;
    beforeAll(async () => {
      const url = await start();
      const client = EventStoreDBClient.connectionString(url);
      const appendFresh = async (count: number) => {
        const stream = freshStream();
        const { position } = await client.appendToStream(stream, bareEvents(count), { expectedRevision: 'no_stream' });
        if (position === undefined) throw new Error('the server answered no position');
        return { stream, position };
      };
      server = { url, client, appendFresh };
    });
    afterAll(async () => {
      void server.client.dispose();
      await stop();
    });
    cases(() => server);
  });
}
