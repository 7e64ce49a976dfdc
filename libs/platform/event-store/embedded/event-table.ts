/**
 * The columns of the table of events, in the embedded log as in the mirror of a server's, so that the same hand reads
 * both. The sequence of positions is the rowid, so reading the log is reading the table; data and metadata are JSON text.
 */
export const EVENT_COLUMNS = `
    position    INTEGER PRIMARY KEY,
    stream      TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    id          TEXT NOT NULL,
    type        TEXT NOT NULL,
    data        TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    recorded_at TEXT NOT NULL`;
