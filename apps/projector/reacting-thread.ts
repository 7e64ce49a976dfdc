import { parentPort, workerData } from 'node:worker_threads';
import { processJournal } from '#contexts/process';
import { decisions, processes, programme } from '#contexts/programme';
import { openProcessStore } from '#platform/backends';
import { alarmClock, systemClock, TravellingClock } from '#platform/clock';
import type { Issued } from '#platform/decider';
import { ForeignLog } from '#platform/event-store';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import { ProcessRunner, type IssueForProcess, type ProcessReport } from '#platform/process-managers/engine';
import type { ProjectingThreadData } from './projecting.ts';
import { errorOf, inWords, type FromReacting, type ToReacting } from './reacting-messages.ts';

/**
 * Entry of the thread that runs the processes of the embedded profile: it follows the log, folds and keeps what follows;
 * commands are issued by the main thread, which alone writes the log.
 */
const { settings, time } = workerData as ProjectingThreadData;
const port = parentPort!;
const say = (message: FromReacting) => port.postMessage(message);

const travelling = time && TravellingClock.sharing(time);
const log = openEmbeddedReader(embeddedLogFile(settings.dataDir));
const store = await openProcessStore(settings);
const stopping = new AbortController();

const asked = new Map<number, PromiseWithResolvers<Issued>>();
let asking = 0;
const issue: IssueForProcess = (decision, command, context, within) => {
  const answer = Promise.withResolvers<Issued>();
  asked.set(++asking, answer);
  // As plain values: a command's class is that of its decision, on either side.
  say({ say: 'issue', asked: asking, decision: decision.name, command: { ...command }, context, within });
  return answer.promise;
};

const report: ProcessReport = {
  refused: (process, command, code) => say({ say: 'refused', process, command, code }),
  givenUp: (process, command, error) => say({ say: 'given up', process, command, error: inWords(error) }),
  failed: (process, command, error, inMs) => say({ say: 'failed', process, command, error: inWords(error), inMs }),
  waiting: (process, event, error, inMs) =>
    say({
      ...{ say: 'waiting', process, error: inWords(error), inMs },
      event: event && { id: event.id, stream: event.stream },
    }),
};

const runner = new ProcessRunner({
  log,
  registry: programme.registry,
  store,
  processes,
  decisions,
  issue,
  journal: processJournal(issue),
  clock: travelling ?? alarmClock(systemClock),
  report,
});

port.on('message', (message: ToReacting) => {
  switch (message.say) {
    case 'appended':
      return log.wake();
    case 'clock moved':
      return travelling?.wake();
    case 'how far':
      return say({ say: 'so far', asked: message.asked, progress: runner.progress() });
    case 'issued':
      asked.get(message.asked)?.resolve(message.issued);
      return void asked.delete(message.asked);
    case 'not issued':
      asked.get(message.asked)?.reject(errorOf(message.error));
      return void asked.delete(message.asked);
    case 'stop':
      return stopping.abort();
  }
});

try {
  await runner.run(stopping.signal);
} catch (error) {
  if (!(error instanceof ForeignLog)) throw error;
  say({ say: 'cannot go on', error: inWords(error) });
} finally {
  await Promise.all([log.close(), store.close()]);
  port.close();
}
