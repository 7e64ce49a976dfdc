import type { Projection } from '../definition/definition.ts';
import type { PageQuery, ReadModelReader, StoredRow } from '../store/read-model-store.ts';
import type { ReadModelCatalogue } from './read-model-catalogue.ts';

/**
 * How long it is remembered which version of a read model serves, milliseconds: well above what lies between two looks of
 * a busy service. One that another has just taken the place of goes on being fed beside it.
 */
const REMEMBERED_MS = 1_000;

interface Serving {
  readonly projection: Projection;
  readonly until: number;
}

/**
 * The looks of our own code into read models that are served to nobody. They come with each command of a kind, so that
 * asking each time which version serves took as long as the look itself.
 */
export class LooksOfCode {
  readonly #reader: ReadModelReader;
  readonly #catalogue: ReadModelCatalogue;
  readonly #rememberedMs: number;
  readonly #serving = new Map<string, Serving>();

  constructor(reader: ReadModelReader, catalogue: ReadModelCatalogue, rememberedMs = REMEMBERED_MS) {
    this.#reader = reader;
    this.#catalogue = catalogue;
    this.#rememberedMs = rememberedMs;
  }

  /**
   * Rows as they stand, by the version that serves now, or did a moment ago.
   *
   * @throws Problem 503 while it is being built the first time
   */
  async look(name: string, query: PageQuery): Promise<readonly StoredRow[]> {
    const remembered = this.#serving.get(name);
    if (!remembered || remembered.until < performance.now()) return this.#lookAnew(name, query);
    try {
      return await this.#reader.look(remembered.projection, query);
    } catch {
      // Its tables may be gone since.
      return this.#lookAnew(name, query);
    }
  }

  #lookAnew(name: string, query: PageQuery): Promise<readonly StoredRow[]> {
    return this.#reader.snapshot(async (snapshot) => {
      const projection = await this.#catalogue.unserved(snapshot, name);
      this.#serving.set(name, { projection, until: performance.now() + this.#rememberedMs });
      return snapshot.page(projection, query);
    });
  }
}
