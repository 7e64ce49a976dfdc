export {
  GIVE_UP_MS,
  Outbox,
  type IssueForProcess,
  type OutboxJournal,
  type OutboxParts,
  type OutboxReport,
} from '../outbox.ts';
export { openPostgresProcessStore } from '../postgres-process-store.ts';
export { ProcessFold, type FoldParts } from '../process-fold.ts';
export {
  ProcessRunner,
  type ProcessJournal,
  type ProcessProgress,
  type ProcessReport,
  type ProcessRunnerParts,
  type RunnerLease,
} from '../process-runner.ts';
export {
  ProcessMovedOn,
  RunnerReplaced,
  type OutgoingCommand,
  type ProcessCheckpoint,
  type ProcessCommit,
  type ProcessCopy,
  type ProcessCounts,
  type ProcessStore,
  type RunnerFence,
  type StoredTimer,
} from '../process-store.ts';
export { openSqliteProcessStore } from '../sqlite-process-store.ts';
export {
  OperatedProcesses,
  type OperatedCommand,
  type OperatedProcess,
  type OperatedProcessInFull,
  type OperatedTimer,
  type ProcessesOverview,
} from '../operated-processes.ts';
