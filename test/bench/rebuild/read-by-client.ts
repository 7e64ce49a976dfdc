import { EventStoreDBClient } from '@eventstore/db-client';
import type { Timed } from './read-and-parse.ts';

/** Reads every event of a server with its own client alone, which decodes their JSON: none of our code. */
export async function readByClient(url: string): Promise<Timed> {
  const client = EventStoreDBClient.connectionString(url);
  const began = performance.now();
  let events = 0;
  for await (const { event } of client.readAll()) {
    if (event && !event.type.startsWith('$') && !event.streamId.startsWith('$')) events++;
  }
  const ms = performance.now() - began;
  await client.dispose();
  return { events, ms };
}
