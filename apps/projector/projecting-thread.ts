import { workerData } from 'node:worker_threads';
import { systemClock, TravellingClock } from '#platform/clock';
import { projectInThread, type ProjectingThreadData } from './projecting.ts';

/** Entry of the worker thread of the embedded profile. */
const { settings, time } = workerData as ProjectingThreadData;
await projectInThread(settings, time ? TravellingClock.sharing(time) : systemClock);
