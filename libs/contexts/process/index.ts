export { BeginProcess, beginProcess } from './begin-process.ts';
export { processContext } from './process.module.ts';
export { processJournal } from './process-journal.ts';
export { processInstanceIdOf } from './process-instance.ts';
export { RecordCommandGivenUp, recordCommandGivenUp } from './record-command-given-up.ts';
export { RecordCommandRefused, recordCommandRefused } from './record-command-refused.ts';
export { RetryCommand, retryCommand } from './retry-command.ts';
export { SkipCommand, skipCommand } from './skip-command.ts';
