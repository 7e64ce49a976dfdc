import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * SQLite brings a new file's directory entry to the disk itself; the folders that were made for it are our matter: each
 * one's entry stands in the folder above. Numbers of companies stand there in clear, so a folder
 * that is made is its owner's alone.
 */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined || process.platform === 'win32') return;
  for (let made = folder; ; made = dirname(made)) {
    const above = openSync(dirname(made), 'r');
    fsyncSync(above);
    closeSync(above);
    if (made === resolve(first)) return;
  }
}
