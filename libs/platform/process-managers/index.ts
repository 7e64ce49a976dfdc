export { openPostgresProcessCheckpoints } from './postgres-process-checkpoints.ts';
export type { ProcessCheckpoint, ProcessCheckpoints } from './process-checkpoints.ts';
export { issue, processManagersOver, type PlannedCommand, type ProcessManager } from './process-manager.ts';
export {
  ProcessRunner,
  reactionContext,
  type ProcessProgress,
  type ProcessReport,
  type ProcessRunnerParts,
  type RunnerCheckpoints,
} from './process-runner.ts';
export { openSqliteProcessCheckpoints } from './sqlite-process-checkpoints.ts';
