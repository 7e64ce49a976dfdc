import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectEventStoreDb } from '../eventstoredb/eventstoredb-event-store.ts';
import type { EventStoreDbOptions } from '../eventstoredb/eventstoredb-options.ts';
import { connectRawLog } from '../eventstoredb/raw-log.ts';
import type { EventStore, Position } from '../port.ts';
import { FillProgress } from './fill-progress.ts';
import { fillMirror } from './fill-mirror.ts';
import { mirrorFile } from './mirror-file.ts';
import { MirroredReader } from './mirrored-reader.ts';

/** Short waits, so that a case about waiting takes moments; an append that is answered is waited for, on any machine. */
const IMPATIENT: EventStoreDbOptions = {
  appendTimeoutMs: 20_000,
  readTimeoutMs: 2_000,
  retryMs: { first: 5, most: 40 },
  random: () => 0.5,
};
const RETRY_MS = 20;

/** A mirror that is filled in this thread, and who reads it. */
export interface Rig {
  readonly file: string;
  readonly server: EventStore;
  readonly reader: MirroredReader;
  readonly progress: FillProgress;
  /** What was told: `rebuilding: …` and `waiting: …`. */
  readonly told: string[];
  /** Resolves when the mirror holds a position and is live. */
  isLiveAt(position: Position): Promise<void>;
  /** Ends the filling, as a process that stops does. */
  stopFilling(): Promise<void>;
  startFilling(): void;
}

const ends: (() => Promise<void>)[] = [];

/** For `afterEach`: ends what the case has opened. */
export async function endRigs(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}

/** Fills a mirror in a folder of its own, or in the one given. */
export function startRig(url: string, { file }: { readonly file?: string } = {}): Rig {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-mirror-'));
  const mirror = file ?? mirrorFile(folder);
  const server = connectEventStoreDb(url, IMPATIENT);
  const progress = new FillProgress();
  const told: string[] = [];
  const report = {
    rebuilding: (reason: string) => told.push(`rebuilding: ${reason}`),
    waiting: (error: unknown) => told.push(`waiting: ${error instanceof Error ? error.name : String(error)}`),
  };
  let stopping = new AbortController();
  let filling: Promise<void> = Promise.resolve();
  const startFilling = () => {
    stopping = new AbortController();
    const source = connectRawLog(url, IMPATIENT);
    const { signal } = stopping;
    filling = fillMirror({ source, file: mirror, progress, report, signal, retryMs: RETRY_MS }).finally(() =>
      source.close(),
    );
  };
  const stopFilling = async () => {
    stopping.abort();
    await filling;
  };
  const reader = new MirroredReader(server, mirror, { progress, stop: () => stopFilling() });
  ends.push(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });
  startFilling();
  const isLiveAt = async (position: Position) => {
    while (progress.state !== 'live' || progress.position < position) await progress.next();
  };
  return { file: mirror, server, reader, progress, told, isLiveAt, stopFilling, startFilling };
}
