import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Position } from '#platform/event-store';

/** What a backup says of itself, in `backup.json` beside its files. */
export interface BackupManifest {
  readonly format: typeof FORMAT;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  /** Of the last event in it: every command acknowledged up to there is in the backup. */
  readonly position: Position;
  readonly events: number;
  readonly files: { readonly [name: string]: FileOfBackup };
}

export interface FileOfBackup {
  readonly bytes: number;
  /** Of the file's bytes, in hex. */
  readonly sha256: string;
}

/** A backup cannot be made, or not be restored; the message says why, and what to do. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export const FORMAT = 1;
const MANIFEST = 'backup.json';

/** @throws BackupRefused where there is none, or one of another release */
export function readManifest(folder: string): BackupManifest {
  const manifest = parsed(join(folder, MANIFEST));
  if (manifest === undefined) throw new BackupRefused(`${folder} is no backup: it has no readable ${MANIFEST}.`);
  if (manifest.format !== FORMAT) {
    throw new BackupRefused(
      `${folder} is a backup of format ${String(manifest.format)}, this version knows format ${FORMAT}: restore it with the version that made it.`,
    );
  }
  return manifest as BackupManifest;
}

function parsed(file: string): (Omit<BackupManifest, 'format'> & { readonly format: unknown }) | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as BackupManifest;
  } catch {
    return undefined;
  }
}

/** Written last: a folder with a manifest is a whole backup. */
export function writeManifest(folder: string, manifest: BackupManifest): void {
  const file = join(folder, MANIFEST);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  toDisk(file);
  toDisk(folder);
}

export async function fileOfBackup(file: string): Promise<FileOfBackup> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { bytes: statSync(file).size, sha256: hash.digest('hex') };
}

/** Waits until a file, or a folder's names, are on the disk; folders only where the system lets them be synced. */
export function toDisk(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
