/**
 * A reader for the durability suite, as a worker thread or as a process of its own: follows the log from its start and
 * tells the parent each event's id, and once that it has caught up. Any message wakes it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { CaughtUp } from '#platform/event-store';
import { openEmbeddedReader } from '#platform/event-store/adapters';

const [file, pollMs] = workerData ?? process.argv.slice(2);
const tell = parentPort ? (message) => parentPort.postMessage(message) : (message) => process.send(message);
const reader = openEmbeddedReader(file, { pollMs: Number(pollMs) });
(parentPort ?? process).on('message', () => reader.wake());
process.on('disconnect', () => process.exit());

for await (const item of reader.subscribeToAll({ from: 'start', signal: new AbortController().signal })) {
  tell(item instanceof CaughtUp ? { caughtUp: item.position } : { id: item.id });
}
