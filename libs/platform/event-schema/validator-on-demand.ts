import type { TSchema } from 'typebox';
import type { Validator } from 'typebox/schema';

/**
 * Checks data against a schema, which is compiled when something is checked for the first time, and the compiler loaded:
 * a program knows every event type and states few of them or none, as the threads that keep read models.
 */
export class ValidatorOnDemand {
  readonly #schema: TSchema;
  #compiled: Validator<TSchema> | undefined;

  constructor(schema: TSchema) {
    this.#schema = schema;
  }

  /** What is wrong with data, each time the path at fault and what it lacks, never a value; nothing where it fits. */
  async problems(data: unknown): Promise<readonly string[]> {
    const compiled = this.#compiled ?? (await this.#compile());
    if (compiled.Check(data)) return [];
    const [, errors] = compiled.Errors(data);
    return errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  }

  /** Compiles it now, so that nobody who states a fact waits for that. */
  async prepare(): Promise<void> {
    await this.#compile();
  }

  async #compile(): Promise<Validator<TSchema>> {
    const { Compile } = await import('typebox/schema');
    return (this.#compiled ??= Compile(this.#schema));
  }
}
