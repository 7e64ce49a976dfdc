/** What a process that measures one side of a rebuild is asked for. */
export interface SideRequest {
  readonly side: 'engine' | 'read and parse' | 'read, parse, write' | 'client';
  /** The folder of the log and the keys. */
  readonly dataDir: string;
  /** Names of the projections to build; without it all of them. */
  readonly projections?: readonly string[];
  /** PostgreSQL database to build them in, instead of a file. */
  readonly databaseUrl?: string;
  /** Reads the log of this server through a mirror in this folder, instead of the embedded one. */
  readonly mirrorOf?: { readonly url: string; readonly dataDir: string };
  /** The server that `client` reads. */
  readonly url?: string;
  /** File of read models: the engine writes it; of `read, parse, write` the one whose rows are written again. */
  readonly rows?: string;
}

/** What it answers, as one line of JSON. */
export interface SideReport {
  readonly eventsPerSecond: number;
  /** The most memory the process held, bytes. */
  readonly peakRss: number;
}
