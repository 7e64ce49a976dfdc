import type { Json } from '#platform/event-store';
import type { BilingualText, Language } from './preferred-language.ts';
import { statusTitle } from './status-titles.ts';

/** One field at fault: `path` as in `establishments[0].prefecture`, empty for the body as a whole. */
export interface FieldError {
  readonly path: string;
  /** Stable, for programs: `REQUIRED`, `UNKNOWN_FIELD`, `LENGTH`, … */
  readonly code: string;
  readonly message: BilingualText;
}

/** Everything a problem document is made from; texts in both languages, chosen when it is answered. */
export interface ProblemInit {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** Stable, for programs, in upper snake case: `NOT_ALLOWED`. */
  readonly code: string;
  /** By default the status in words. */
  readonly title?: BilingualText;
  readonly detail?: BilingualText;
  readonly errors?: readonly FieldError[];
  /** Further members of the document, e.g. `currentStage`; they cannot replace the standard ones. */
  readonly extensions?: { readonly [member: string]: Json };
  /** Headers of the answer, e.g. `Retry-After`, `WWW-Authenticate`. */
  readonly headers?: { readonly [name: string]: string };
}

/** A problem document (RFC 9457) as it goes over the wire, in one language. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  /** The request's id, which the service's log carries too. */
  readonly requestId?: string;
  readonly [member: string]: Json | undefined;
}

/** An error that knows its own answer; rooms above give their refusals this method instead of importing {@link Problem}. */
export interface AnswersAsProblem {
  toProblem(): ProblemInit;
}

/** Thrown where HTTP itself is at fault: headers, bodies, sign-in. The problem filter answers it as it stands. */
export class Problem extends Error implements AnswersAsProblem {
  override readonly name = 'Problem';

  constructor(readonly init: ProblemInit) {
    super(init.code);
  }

  toProblem(): ProblemInit {
    return this.init;
  }
}

/** The media type of problem documents. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The document a problem is answered with, in the caller's language. */
export function problemDocument(init: ProblemInit, language: Language, requestId?: string): ProblemDocument {
  return {
    ...init.extensions,
    type: `urn:tasuki:problem:${init.code.toLowerCase().replaceAll('_', '-')}`,
    title: (init.title ?? statusTitle(init.status))[language],
    status: init.status,
    code: init.code,
    ...(init.detail && { detail: init.detail[language] }),
    ...(init.errors && {
      errors: init.errors.map(({ path, code, message }) => ({ path, code, message: message[language] })),
    }),
    ...(requestId !== undefined && { requestId }),
  };
}
