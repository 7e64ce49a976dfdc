import type { AnswersAsProblem, ProblemInit } from '#platform/http';

/** The database of the read models cannot be reached, or broke off in the middle of a reading. */
export class ReadModelsUnavailable extends Error implements AnswersAsProblem {
  override readonly name = 'ReadModelsUnavailable';
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }

  toProblem(): ProblemInit {
    return {
      status: 503,
      code: 'READ_MODELS_UNAVAILABLE',
      detail: {
        en: 'The read models cannot be reached just now; send the same request again.',
        ja: '参照用データベースに接続できません。同じリクエストを再送してください。',
      },
      headers: { 'Retry-After': '2' },
    };
  }
}
