import {
  ProcessCommandGivenUp,
  ProcessCommandRefused,
  ProcessCommandRetried,
  ProcessCommandSkipped,
} from '#events/process';
import { processInstanceIdOf } from './process-instance.ts';

/** An instance of a process, and what may become of a command of it; for specs. */
export const about = {
  process: 'referrer-follows-case',
  instance: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
  plannedId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c1',
};
export const instanceId = processInstanceIdOf(about.process, about.instance);

export const refused = ProcessCommandRefused({ ...about, command: 'ReportOutcome', code: 'NOT_ALLOWED' });
export const givenUp = ProcessCommandGivenUp({ ...about, command: 'ReportOutcome', failure: 'InvalidFact' });
export const retried = ProcessCommandRetried(about);
export const skipped = ProcessCommandSkipped({ ...about, explanation: '電話で完了済み' });
