import { parentPort, workerData } from 'node:worker_threads';
import { connectRawLog } from '../eventstoredb/raw-log.ts';
import { fillMirror } from './fill-mirror.ts';
import type { FromMirror, MirrorWork } from './mirror-messages.ts';

/** Entry of the thread that fills a mirror: it takes the client's decoding and the disk from the one that folds events. */
const { url, file } = workerData as MirrorWork;
const stopping = new AbortController();
const say = (message: FromMirror) => parentPort?.postMessage(message);
parentPort?.once('message', () => stopping.abort());

const source = connectRawLog(url);
await fillMirror({
  source,
  file,
  signal: stopping.signal,
  progress: { moved: (state, position) => say({ say: 'moved', state, position }) },
  report: {
    rebuilding: (reason) => say({ say: 'rebuilding', reason }),
    waiting: (error, inMs) =>
      say({ say: 'waiting', message: error instanceof Error ? error.message : String(error), inMs }),
  },
});
await source.close();
parentPort?.close();
