import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * SQLite brings a new file's directory entry to the disk itself; the folders that were made for it are our matter: each
 * one's entry stands in the folder above. Numbers of companies stand there in clear, so a folder
 * that is made is its owner's alone.
 *
 * One after another: where none can be made, as in `/proc`, Node 24 tries for ever to make several at once.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const one of missing) {
    makeOne(one);
    if (process.platform === 'win32') continue;
    const above = openSync(dirname(one), 'r');
    fsyncSync(above);
    closeSync(above);
  }
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Others may have made it at the same moment.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
