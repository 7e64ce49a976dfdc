/**
 * Stands in for the thread that writes the log: while there is a file `<log file>.crash`, it takes that away and crashes
 * over the first commit; else it is the writing thread.
 */
import { existsSync, unlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const mark = `${workerData}.crash`;
if (existsSync(mark)) {
  parentPort.once('message', () => {
    unlinkSync(mark);
    throw new Error('out of luck');
  });
} else {
  // By address: what is checked before it is built has no such file yet.
  await import(new URL('../../../../../dist/libs/platform/event-store/embedded/writing-thread.js', import.meta.url));
}
