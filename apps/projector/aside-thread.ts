import { workerData } from 'node:worker_threads';
import type { BackendSettings } from '#platform/backends';
import { systemClock } from '#platform/clock';
import { buildAsideInThread } from './projecting.ts';

/** Entry of the thread in which read models are built aside. */
const { settings, file } = workerData as { readonly settings: BackendSettings; readonly file: string };
await buildAsideInThread(settings, file, systemClock);
