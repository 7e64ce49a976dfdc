/** How the rows of a version compare with those of another one, at the same position of the log. */
export interface Comparison {
  readonly version: number;
  /** `rows`: both have the same columns. `columns`: what both have was compared. */
  readonly by: 'rows' | 'columns';
  readonly columns: readonly string[];
  readonly equal: number;
  readonly different: number;
  /** Rows that only this version, or only the other one, has. */
  readonly onlyHere: number;
  readonly onlyThere: number;
  /** Rows that changed while they were compared, and were left out. */
  readonly inMotion: number;
  /** Of all rows compared, whatever their order: equal where the rows are. */
  readonly digests: readonly [here: string, there: string];
  /** Keys of some rows that differ. */
  readonly examples: readonly string[];
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
