import type { Projection } from '../definition/definition.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import type { ProjectionStatus } from '../store/read-model-store.ts';

/** The versions that the program has a definition of, and those that the store knows. */
export class KnownVersions {
  readonly #options: Pick<EngineOptions, 'projections' | 'store'>;

  constructor(options: Pick<EngineOptions, 'projections' | 'store'>) {
    this.#options = options;
  }

  /** The program's definition of a version. */
  defined(name: string, version: number): Projection | undefined {
    return this.#options.projections.find((one) => one.name === name && one.version === version);
  }

  /** All versions that the store knows, the newest first. */
  stored(name: string): Promise<readonly ProjectionStatus[]> {
    return this.#options.store.snapshot((snapshot) => snapshot.status(name));
  }

  /** The version that serves, where the program has a definition of it. */
  async serving(name: string): Promise<Projection | undefined> {
    const serving = (await this.stored(name)).find(({ serves }) => serves);
    return serving && this.defined(name, serving.version);
  }

  /** Those that have tables and no definition: of no use to the program. */
  async undefinedOnes(name: string): Promise<readonly ProjectionStatus[]> {
    const stored = await this.stored(name);
    return stored.filter(({ version, state }) => state !== 'retired' && !this.defined(name, version));
  }
}
