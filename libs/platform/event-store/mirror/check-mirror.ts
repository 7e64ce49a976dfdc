import type { Database } from 'better-sqlite3';
import { StoreUnavailable } from '../errors.ts';
import { CaughtUp, type Position } from '../port.ts';
import { openMirrorForReading } from './mirror-file.ts';
import type { MirrorSource } from './mirror-source.ts';
import type { RawEvent } from './raw-event.ts';

/** Events of the mirror read at a time. */
const PAGE = 1_000;

/** What a comparison of a whole mirror with its server found. */
export interface MirrorCheck {
  /** Events that are the same on both sides, byte for byte. */
  readonly compared: number;
  /** Of the last event compared. */
  readonly position: Position;
  /** Events of the server that are not in the mirror yet. */
  readonly behind: number;
  /** The first place where they differ. */
  readonly difference: MirrorDifference | undefined;
}

export interface MirrorDifference {
  readonly position: Position;
  readonly what: 'the mirror lacks it' | 'the server lacks it' | 'it is another event' | 'its content differs';
}

export interface CheckOptions {
  readonly source: MirrorSource;
  readonly file: string;
  /** Told after each thousand events how many have been compared. */
  readonly onProgress?: (compared: number) => void;
}

/**
 * Compares a mirror with its server, event by event and byte by byte, while both may grow.
 *
 * @throws StoreUnavailable when there is no mirror, or the server goes away meanwhile
 */
export async function checkMirror({ source, file, onProgress }: CheckOptions): Promise<MirrorCheck> {
  const db = openMirrorForReading(file);
  if (db === undefined) throw new StoreUnavailable(`There is no mirror at ${file}.`);
  const stop = new AbortController();
  try {
    const mirrored = rows(db);
    const follow = { from: 0, signal: stop.signal, onInterruption: (error: Error) => stop.abort(error) };
    let [compared, behind, position] = [0, 0, 0];
    let ours = mirrored.next().value;
    let difference: MirrorDifference | undefined;
    for await (const theirs of source.follow(follow)) {
      if (theirs instanceof CaughtUp) break;
      if (ours === undefined) {
        behind++;
        continue;
      }
      difference = differenceOf(ours, theirs);
      if (difference !== undefined) break;
      position = theirs.position;
      if (++compared % PAGE === 0) onProgress?.(compared);
      ours = mirrored.next().value;
    }
    stop.signal.throwIfAborted();
    if (ours !== undefined) difference ??= { position: ours.position, what: 'the server lacks it' };
    return { compared, position, behind, difference };
  } finally {
    stop.abort();
    db.close();
  }
}

/** The mirror's events in order, up to the end it has when this gets there. */
function* rows(db: Database): Generator<RawEvent, undefined> {
  const page = db.prepare<[Position, number], RawEvent>(
    `SELECT position, stream, revision, id, type, CAST(data AS BLOB) AS data, CAST(metadata AS BLOB) AS metadata,
            recorded_at AS recordedAt
     FROM event WHERE position > ? ORDER BY position LIMIT ?`,
  );
  for (let after = 0, events = page.all(after, PAGE); events.length > 0; events = page.all(after, PAGE)) {
    yield* events;
    after = events.at(-1)!.position;
  }
  return undefined;
}

function differenceOf(ours: RawEvent, theirs: RawEvent): MirrorDifference | undefined {
  const { position } = theirs;
  if (ours.position > position) return { position, what: 'the mirror lacks it' };
  if (ours.position < position) return { position: ours.position, what: 'the server lacks it' };
  if (ours.id !== theirs.id || ours.stream !== theirs.stream || ours.revision !== theirs.revision) {
    return { position, what: 'it is another event' };
  }
  const isSame =
    ours.type === theirs.type &&
    ours.recordedAt === theirs.recordedAt &&
    Buffer.compare(ours.data, theirs.data) === 0 &&
    Buffer.compare(ours.metadata, theirs.metadata) === 0;
  return isSame ? undefined : { position, what: 'its content differs' };
}
