import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '#platform/event-store';

/** Of the built file's place in `dist/test/bench`, the sources' `test/bench`: its packages are not the product's. */
const home = fileURLToPath(new URL('../../../test/bench/emmett/', import.meta.url));

export interface EmmettEvent {
  readonly type: string;
  readonly data: Json;
  readonly metadata: object;
}

/** An event as Emmett's consumers hand it on. */
interface EmmettReadEvent extends EmmettEvent {
  readonly metadata: { readonly streamName: string; readonly globalPosition: bigint };
}

interface EmmettConnection {
  command(sql: string, values?: readonly unknown[]): Promise<unknown>;
  close(): void;
}

/** A projection of Emmett's SQLite store: it writes by the connection of the batch. */
export interface EmmettProjection {
  readonly canHandle: readonly string[];
  handle(events: readonly EmmettReadEvent[], context: { readonly connection: EmmettConnection }): Promise<void>;
}

interface EmmettConsumer {
  processor(options: {
    readonly processorId: string;
    readonly projection: EmmettProjection;
    readonly startFrom: 'BEGINNING';
    readonly stopAfter: (event: EmmettReadEvent) => boolean;
  }): unknown;
  /** Resolves when every processor has stopped. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What is used of Emmett's SQLite store. */
interface EmmettStore {
  appendToStream(stream: string, events: readonly EmmettEvent[]): Promise<unknown>;
  consumer(options: {
    readonly pulling: { readonly batchSize: number; readonly pullingFrequencyInMs: number };
  }): EmmettConsumer;
}

export interface EmmettSqlite {
  sqliteConnection(options: { readonly fileName: string }): EmmettConnection;
  createEventStoreSchema(connection: EmmettConnection): Promise<void>;
  /** The table of events, and what stands in its column `partition` by default. */
  readonly messagesTable: { readonly name: string };
  readonly defaultTag: string;
  getSQLiteEventStore(options: { fileName: string; schema: { autoMigration: 'CreateOrUpdate' } }): EmmettStore;
}

interface Emmett {
  CommandHandler<State>(options: {
    evolve: (state: State, event: EmmettEvent) => State;
    initialState: () => State;
  }): (store: EmmettStore, id: string, handle: (state: State) => EmmettEvent[]) => Promise<unknown>;
}

/** Installs what is compared with, once, when it is asked for. @throws Error when that is not possible */
export function installedEmmett(): { readonly emmett: Emmett; readonly sqlite: EmmettSqlite } {
  if (!existsSync(join(home, 'node_modules/sqlite3/build/Release/node_sqlite3.node'))) {
    process.stderr.write('installing Emmett below test/bench/emmett …\n');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const require = createRequire(join(home, 'package.json'));
  return {
    emmett: require('@event-driven-io/emmett') as Emmett,
    sqlite: require('@event-driven-io/emmett-sqlite') as EmmettSqlite,
  };
}
