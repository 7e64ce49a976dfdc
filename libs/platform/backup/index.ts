export { backUp, type BackUpOptions } from './back-up.ts';
export { BackupRefused, type BackupManifest } from './backup-folder.ts';
export { restore, type RestoreOptions } from './restore.ts';
