import type { Actor } from '#platform/event-store';
import type { ReadModelCatalogue } from './read-model-catalogue.ts';
import { areSame, type Sources } from './read-model-sources.ts';
import type { ReadModelReader, ReadModelSnapshot } from '../store/read-model-store.ts';

/** Where other versions have taken over than those that are asked: nothing of it is answered. */
class OtherVersionsServe extends Error {
  override readonly name = 'OtherVersionsServe';
}

/** How often it is begun anew where other versions have taken over meanwhile. */
const MOST_TRIES = 3;

/**
 * Which versions serve changes seldom, and is known without asking before. In the snapshot that answers it is looked at again,
 * together with how they stand: where others serve by then, or their tables are gone, the request is begun anew.
 */
export class RememberedSources {
  readonly #reader: ReadModelReader;
  readonly #catalogue: ReadModelCatalogue;
  readonly #remembered = new Map<string, Sources>();

  constructor(reader: ReadModelReader, catalogue: ReadModelCatalogue) {
    this.#reader = reader;
    this.#catalogue = catalogue;
  }

  /**
   * What the work answers by the versions that serve a reader.
   *
   * @throws Problem as {@link ReadModelCatalogue.sources}, and what the work throws
   */
  async answer<T>(name: string, reader: Actor, work: (sources: Sources) => Promise<T>): Promise<T> {
    const key = JSON.stringify([name, reader.org, reader.role]);
    let sources = this.#remembered.get(key) ?? (await this.#anew(key, name, reader));
    for (let tried = 1; ; tried++) {
      try {
        return await work(sources);
      } catch (error) {
        const now = await this.#anew(key, name, reader);
        const isTheirs = !(error instanceof OtherVersionsServe) && areSame(now, sources);
        if (tried >= MOST_TRIES || isTheirs) throw error;
        sources = now;
      }
    }
  }

  /** How the sources stand in a snapshot. @throws where others serve there */
  async standing(snapshot: ReadModelSnapshot, sources: Sources, reader: Actor): Promise<Sources> {
    const now = await this.#catalogue.sources(snapshot, sources.own.projection.name, reader);
    if (!areSame(now, sources)) throw new OtherVersionsServe();
    return now;
  }

  async #anew(key: string, name: string, reader: Actor): Promise<Sources> {
    const sources = await this.#reader.snapshot((snapshot) => this.#catalogue.sources(snapshot, name, reader));
    this.#remembered.set(key, sources);
    return sources;
  }
}
