import { createSecretKey } from 'node:crypto';
import Database from 'better-sqlite3';
import type { KeptKey } from './key-store.ts';
import { assertMasterKey, unwrapKey } from './wrapped-key.ts';

interface Row {
  readonly id: number;
  readonly subjectId: string;
  readonly keyId: string;
  readonly wrapped: Buffer | null;
}

/** Keys read at a time. */
const PAGE = 1_000;

/**
 * All keys of a key store's file, in the order they were made, while others may use it; for whoever copies a key store or
 * checks a copy.
 *
 * @throws WrongMasterKey, KeyDamaged
 */
export function* readKeyFile(file: string, masterKey: Buffer): Generator<KeptKey, void> {
  const master = createSecretKey(masterKey);
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const check = db.prepare<[], Buffer>('SELECT wrapped FROM master_key_check').pluck().get();
    if (check) assertMasterKey(master, check, file);
    const page = db.prepare<[number, number], Row>(
      'SELECT id, subject_id AS subjectId, key_id AS keyId, wrapped FROM subject_key WHERE id > ? ORDER BY id LIMIT ?',
    );
    for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(rows.at(-1)!.id, PAGE)) {
      for (const { subjectId, keyId, wrapped } of rows) {
        yield wrapped ? unwrapKey(master, { subjectId, keyId, wrapped }) : { subjectId, key: undefined };
      }
    }
  } finally {
    db.close();
  }
}
