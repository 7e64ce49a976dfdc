export { carryProcesses } from './carry-processes.ts';
export { copyEvents, CopyRefused, type CopiedLog, type CopyOptions, type CopyStep } from './copy-events.ts';
export { moveInstallation, type Moved, type MoveOptions } from './move-installation.ts';
