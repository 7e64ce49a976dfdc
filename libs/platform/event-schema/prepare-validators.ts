import { setImmediate as turn } from 'node:timers/promises';
import type { EventContract } from './event-type.ts';

/**
 * Compiles the schemas of event types one after another, whoever has something to do having their turn in between: so that
 * the first command after a start waits neither for the compiler to load nor for its schema.
 */
export async function prepareValidators(types: readonly EventContract[]): Promise<void> {
  for (const { validator } of types) {
    await turn();
    await validator.prepare();
  }
}
