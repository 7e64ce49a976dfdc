import type { AnswersAsProblem, ProblemInit } from '#platform/http';
import type { Revision } from '#platform/event-store';

/** A sentence for people, in both languages. */
export interface Message {
  readonly en: string;
  readonly ja: string;
}

/**
 * A command was understood and is refused, in one of these kinds; nothing was stored.
 */
export class Refusal extends Error implements AnswersAsProblem {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: 'forbidden' | 'not found' | 'conflict' | 'precondition failed' | 'rule broken',
    /** Stable code, e.g. `NOT_ALLOWED`, `CONSENT_NOT_ACTIVE`. */
    readonly code: string,
    readonly text: Message,
    readonly details: {
      /** Path of the field at fault. */
      readonly path?: string;
      readonly currentStage?: string;
      readonly availableActions?: readonly string[];
      readonly currentRevision?: Revision | null;
      /** Id of the thing that stands in the way. */
      readonly id?: string;
    } = {},
  ) {
    super(`${code}: ${text.en}`);
  }

  toProblem(): ProblemInit {
    const { path, ...extensions } = this.details;
    return {
      status: STATUS[this.kind],
      code: this.code,
      detail: this.text,
      ...(path !== undefined && { errors: [{ path, code: this.code, message: this.text }] }),
      extensions,
    };
  }
}

const STATUS = {
  forbidden: 403,
  'not found': 404,
  conflict: 409,
  'precondition failed': 412,
  'rule broken': 422,
} as const;

/** Well formed but against a rule of the domain: 422, naming the field at fault where there is one. */
export function ruleBroken(code: string, text: Message, path?: string): Refusal {
  return new Refusal('rule broken', code, text, path === undefined ? {} : { path });
}

/** Not possible as things stand, for another reason than the aggregate's own stage: 409. */
export function conflict(code: string, text: Message, id?: string): Refusal {
  return new Refusal('conflict', code, text, id === undefined ? {} : { id });
}
