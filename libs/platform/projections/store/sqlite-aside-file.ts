import SqliteDatabase from 'better-sqlite3';
import type { Projection } from '../definition/projection.ts';
import type { SqliteScripts } from '../life/script.ts';
import { dropTables } from '../life/table-scripts.ts';
import type { AsideFile } from './aside-file.ts';
import type { BuildingThread } from './building-thread.ts';
import { moveIn, type MovingHands } from './move-in.ts';
import { tableName } from './read-model-store.ts';
import { hasMany, hasRows } from './sqlite-row-counts.ts';
import type { SqliteTables } from './sqlite-tables.ts';
import { MANY_ROWS, quickeningIndexesFor, servingIndexes } from './table-indexes.ts';

/** What a store lends, so that what was built aside gets in between what it writes itself. */
export interface LentByStore {
  readonly tables: SqliteTables;
  readonly scripts: SqliteScripts;
  /** Runs what takes long; without it the calling thread does. */
  readonly thread: Pick<BuildingThread, 'run' | 'execute'> | undefined;
  /** Does something when nobody else writes. */
  readonly whenFree: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** Nobody else writes until this is done. */
  readonly atWork: (work: Promise<void>) => void;
}

/** The file in which versions are built beside the one with those that serve. One of them moves in after another. */
export class SqliteAsideFile implements AsideFile {
  readonly file: string;
  readonly #lent: LentByStore;
  #moving: Promise<unknown> = Promise.resolve();

  constructor(file: string, lent: LentByStore) {
    this.file = file;
    this.#lent = lent;
  }

  moveIn(projection: Projection, isWanted: () => boolean): Promise<boolean> {
    const moved = this.#moving.then(async () => {
      const isLarge = isLargeIn(this.file, projection);
      await this.#lent.whenFree(() => this.#makeRoom(projection, isLarge));
      return moveIn(projection, this.file, this.#hands(), isWanted);
    });
    this.#moving = moved.catch(() => undefined);
    return moved;
  }

  /** All indexes are made before the rows come: that of many rows is made at a stroke, and everybody waits for it. */
  #makeRoom(projection: Projection, isLarge: boolean): void {
    const { tables, scripts } = this.#lent;
    const make = tables.db.transaction(() => {
      if (hasRows(tables, projection)) {
        scripts.runWithin(() => dropTables(tableName(projection), [], scripts));
        tables.createTables(projection);
      }
      const indexes = [...servingIndexes(projection), ...quickeningIndexesFor(projection, isLarge)];
      for (const index of indexes) tables.createIndex(index, projection);
    });
    make.immediate();
  }

  #hands(): MovingHands {
    const { tables, thread, whenFree, atWork } = this.#lent;
    const hands = thread ?? {
      run: async (text: string) => tables.db.transaction(() => void tables.db.exec(text)).immediate(),
      execute: async (text: string) => void tables.db.exec(text),
    };
    return {
      run: (text, isWanted) =>
        whenFree(async () => {
          if (!isWanted()) return false;
          const running = hands.run(text);
          atWork(running);
          await running;
          return true;
        }),
      // The thread may be in the middle of a transaction; here others may write while it is at this.
      execute: (text) => whenFree(() => hands.execute(text)),
    };
  }
}

function isLargeIn(file: string, projection: Projection): boolean {
  const db = new SqliteDatabase(file, { readonly: true });
  try {
    const first = (text: string, ...parameters: unknown[]) =>
      db.prepare<unknown[], Readonly<Record<string, unknown>>>(text).get(...parameters);
    return hasMany({ first }, projection, MANY_ROWS);
  } finally {
    db.close();
  }
}
