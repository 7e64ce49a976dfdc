import type { KeyStore, SubjectKey } from './key-store.ts';

/** Answers the subject's key, made durable when there was none. @throws SubjectErased */
export type KeyFor = (subjectId: string) => Promise<SubjectKey>;

/**
 * Asks the key store once for each subject: for one append, whose texts are sealed and whose command is digested with the
 * same keys. Each question is a look into the file for what others erased, 2 µs and more.
 */
export function keysOnce(keys: Pick<KeyStore, 'keyFor'>): KeyFor {
  const asked = new Map<string, Promise<SubjectKey>>();
  return (subjectId) => {
    const known = asked.get(subjectId);
    if (known) return known;
    const key = keys.keyFor(subjectId);
    asked.set(subjectId, key);
    return key;
  };
}
