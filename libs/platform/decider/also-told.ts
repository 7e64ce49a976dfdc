import type { Actor } from '#platform/event-store';
import type { InputSchema } from '#platform/http';
import type { PageQuery, Row } from '#platform/projections';
import type { Issued } from './command-context.ts';

/** A command that was recorded, by whom, and where. */
export interface RecordedCommand {
  readonly command: object;
  readonly actor: Actor;
  readonly issued: Issued;
}

/** Rows of a read model that is served to nobody. */
export type LookUp = (name: string, query: PageQuery) => Promise<readonly Row[]>;

/**
 * What the answer to a command tells beside the fact: found on the read side once the fact is recorded, so it decides
 * nothing, and nothing fails for the want of it.
 */
export interface AlsoTold {
  /** The member of the answer that holds what was found; where that is anything, the answer is 202. */
  readonly member: string;
  /** What a 202 means, for the reader of the OpenAPI document. */
  readonly description: string;
  /** One of what is found: its shape, and what it may look like. */
  readonly schema: InputSchema;
  readonly example: { readonly [field: string]: unknown };
  /** Only what the actor may know. */
  find(lookUp: LookUp, recorded: RecordedCommand): Promise<readonly object[]>;
}
