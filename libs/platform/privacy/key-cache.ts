import type { SubjectKey } from './key-store.ts';

const DEFAULT_LIMIT = 10_000;

/** Keys in plain, in memory, by subject: the most recently used ones. */
export class KeyCache {
  readonly #keys = new Map<string, SubjectKey>();
  readonly #limit: number;

  constructor(limit: number = DEFAULT_LIMIT) {
    this.#limit = limit;
  }

  get(subjectId: string): SubjectKey | undefined {
    const key = this.#keys.get(subjectId);
    if (key) this.#touch(key);
    return key;
  }

  keep(key: SubjectKey): void {
    this.#touch(key);
    if (this.#keys.size <= this.#limit) return;
    for (const leastRecent of this.#keys.keys()) {
      this.#keys.delete(leastRecent);
      return;
    }
  }

  /** A key handed out before is not overwritten in memory: somebody may be sealing with it, and would with zeros. */
  forget(subjectId: string): void {
    this.#keys.delete(subjectId);
  }

  clear(): void {
    this.#keys.clear();
  }

  /** A Map keeps the order of insertion: what is used goes to its end. */
  #touch(key: SubjectKey): void {
    this.#keys.delete(key.subjectId);
    this.#keys.set(key.subjectId, key);
  }
}
