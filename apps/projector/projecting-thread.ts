import { workerData } from 'node:worker_threads';
import type { BackendSettings } from '#platform/backends';
import { systemClock } from '#platform/clock';
import { projectInThread } from './projecting.ts';

/** Entry of the worker thread of the embedded profile. */
await projectInThread(workerData as BackendSettings, systemClock);
