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
    this.#compiled ??= (await import('typebox/schema')).Compile(this.#schema);
    if (this.#compiled.Check(data)) return [];
    const [, errors] = this.#compiled.Errors(data);
    return errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  }
}
