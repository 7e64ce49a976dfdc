/**
 * A writer process for the durability suite: `node append-until-killed.mjs <log file> [thread]`. Sixteen callers append batches
 * without end, written by this thread or by one of its own; each answered append is told to the parent. Where the log cannot be opened, the refusal is told instead.
 */
import { randomUUID } from 'node:crypto';
import { openEmbeddedEventStore } from '#platform/event-store/adapters';

const [file, writer] = process.argv.slice(2);

try {
  const store = openEmbeddedEventStore(file, { writerThread: writer === 'thread' });
  for (let caller = 0; caller < 16; caller++) void appendForEver(store);
} catch (error) {
  process.send({ refused: error.name, message: error.message }, () => process.exit(1));
}

async function appendForEver(store) {
  const stream = `killed-${randomUUID()}`;
  let expected = 'no stream';
  for (let batch = 0; ; batch++) {
    const size = 1 + (batch % 5);
    const events = Array.from({ length: size }, (_, index) => ({
      id: randomUUID(),
      type: 'KillSurvived',
      data: { batch, size, index },
      metadata: { commandId: randomUUID() },
    }));
    const { revision, position } = await store.append(stream, expected, events);
    process.send({ stream, revision, position, eventId: events.at(-1).id });
    expected = revision;
  }
}
