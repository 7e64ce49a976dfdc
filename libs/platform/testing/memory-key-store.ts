import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { assertAdopted, SubjectErased, type KeptKey, type KeyStore, type SubjectKey } from '#platform/privacy';

/** Keys in memory, for specs. */
export class MemoryKeyStore implements KeyStore {
  readonly #keys = new Map<string, SubjectKey | 'destroyed'>();

  keyFor(subjectId: string): Promise<SubjectKey> {
    const known = this.#keys.get(subjectId);
    if (known === 'destroyed') return Promise.reject(new SubjectErased(subjectId));
    const key = known ?? { subjectId, keyId: randomUUID(), key: createSecretKey(randomBytes(32)) };
    this.#keys.set(subjectId, key);
    return Promise.resolve(key);
  }

  existing(subjectId: string, keyId: string): Promise<SubjectKey | undefined> {
    const key = this.#keys.get(subjectId);
    return Promise.resolve(key !== 'destroyed' && key?.keyId === keyId ? key : undefined);
  }

  existingMany(subjectIds: Iterable<string>): Promise<ReadonlyMap<string, SubjectKey>> {
    const found = new Map<string, SubjectKey>();
    for (const subjectId of subjectIds) {
      const key = this.#keys.get(subjectId);
      if (key && key !== 'destroyed') found.set(subjectId, key);
    }
    return Promise.resolve(found);
  }

  destroy(subjectId: string): Promise<void> {
    this.#keys.set(subjectId, 'destroyed');
    return Promise.resolve();
  }

  adopt(keys: readonly KeptKey[]): Promise<void> {
    for (const kept of keys) {
      if (!kept.key) this.#keys.set(kept.subjectId, 'destroyed');
      else if (!this.#keys.has(kept.subjectId)) this.#keys.set(kept.subjectId, kept);
    }
    assertAdopted(keys, this.#keys);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
