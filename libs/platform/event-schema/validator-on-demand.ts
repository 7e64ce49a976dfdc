import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/schema';

/**
 * Checks data against a schema, which is compiled when something is checked for the first time: a program knows every
 * event type and states few of them, and compiling all takes it a third of a second.
 */
export class ValidatorOnDemand {
  readonly #schema: TSchema;
  #compiled: Validator<TSchema> | undefined;

  constructor(schema: TSchema) {
    this.#schema = schema;
  }

  Check(data: unknown): boolean {
    return this.#validator.Check(data);
  }

  /** What is wrong with data, each with the path at fault; nothing where it fits. */
  Errors(data: unknown): ReturnType<Validator['Errors']>[1] {
    const [, errors] = this.#validator.Errors(data);
    return errors;
  }

  get #validator(): Validator<TSchema> {
    return (this.#compiled ??= Compile(this.#schema));
  }
}
