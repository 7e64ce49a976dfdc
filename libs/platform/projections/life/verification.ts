/** How the rows of one table compare with those of the same table of another version. */
export interface TableComparison {
  readonly equal: number;
  readonly different: number;
  /** Rows that only this version, or only the other one, has. */
  readonly onlyHere: number;
  readonly onlyThere: number;
  /** Rows that changed while they were compared, and were left out. */
  readonly inMotion: number;
  /** Keys of some rows that differ. */
  readonly examples: readonly string[];
}

/** How the rows of a version that are served compare with those of another one, at the same position of the log. */
export interface Comparison extends TableComparison {
  readonly version: number;
  /** `rows`: both have the same columns. `columns`: what both have was compared. */
  readonly by: 'rows' | 'columns';
  readonly columns: readonly string[];
  /** Of all rows compared, whatever their order: equal where the rows are. */
  readonly digests: readonly [here: string, there: string];
  /** The tables that are the projection's own, by name, as far as both versions have them. */
  readonly tables: { readonly [table: string]: TableComparison };
}

/** Rows folded from the log again, in memory, and compared with those stored. */
export interface Sample {
  readonly rows: number;
  readonly different: number;
  readonly examples: readonly string[];
}

/** What a verification found. */
export interface Verification {
  /** When, ISO 8601 UTC. */
  readonly at: string;
  readonly position: number;
  readonly rows: number;
  /** null: no other version is there, or the two have no column but the key in common. */
  readonly comparison: Comparison | null;
  /** null: rows could not be folded again one by one. */
  readonly sample: Sample | null;
  /** No row folded again differs: the table is what the handlers make of the log. Required for a promotion by itself. */
  readonly isSound: boolean;
  /** Nothing differs from the other version. A version whose handlers answer something new differs on purpose. */
  readonly agrees: boolean;
}
