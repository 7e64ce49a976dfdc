import type { AnswersAsProblem, ProblemInit } from '#platform/http';

/** The database of the processes cannot be reached, or has no time just now. */
export class ProcessesUnavailable extends Error implements AnswersAsProblem {
  override readonly name = 'ProcessesUnavailable';
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }

  toProblem(): ProblemInit {
    return {
      status: 503,
      code: 'PROCESSES_UNAVAILABLE',
      detail: {
        en: 'The processes cannot be reached just now; send the same request again.',
        ja: '自動処理のデータベースに接続できません。同じリクエストを再送してください。',
      },
      headers: { 'Retry-After': '2' },
    };
  }
}
