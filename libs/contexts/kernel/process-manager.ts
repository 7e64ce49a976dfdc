import { processManagersOver } from '#platform/process-managers';
import type { Events } from './projection.ts';

/** Declares a process: from events of the programme to commands. */
export const processManager = processManagersOver<Events>();
