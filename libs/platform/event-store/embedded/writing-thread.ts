import { parentPort, workerData } from 'node:worker_threads';
import { OutcomeUnknown, StoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import { AppendWriter, type AppendOutcome } from './append-writer.ts';
import { openLogForWriting } from './log-file.ts';
import {
  appendsOf,
  NO_STREAM,
  REFUSED,
  type CommitAnswer,
  type CommitRequest,
  type ToWriter,
} from './writer-messages.ts';

/** Entry of the thread that writes the log: a request is a commit, and its answer says that the disk has it. */
const db = openLogForWriting(workerData as string);
const writer = new AppendWriter(db);

parentPort?.on('message', (message: ToWriter) => {
  if (message !== 'close') {
    parentPort?.postMessage(committed(message));
    return;
  }
  db.close();
  parentPort?.close();
});

function committed(request: CommitRequest): CommitAnswer {
  try {
    const { appends, recordedAt } = appendsOf(request);
    return writer.commit(appends, recordedAt).flatMap(numbersOf);
  } catch (error) {
    return { failed: kindOf(error), message: error instanceof Error ? error.message : String(error) };
  }
}

function numbersOf(outcome: AppendOutcome): readonly number[] {
  if (!(outcome instanceof WrongExpectedRevision)) return [outcome.revision, outcome.position];
  return [outcome.actual === 'no stream' ? NO_STREAM : outcome.actual, REFUSED];
}

function kindOf(error: unknown): 'unavailable' | 'unknown' | 'defect' {
  if (error instanceof StoreUnavailable) return 'unavailable';
  return error instanceof OutcomeUnknown ? 'unknown' : 'defect';
}
