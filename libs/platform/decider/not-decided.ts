import type { AnswersAsProblem, ProblemInit } from '#platform/http';

/** Others changed the same thing each time it was decided on; nothing was stored, and the same command may be sent again. */
export class ConcurrentChange extends Error implements AnswersAsProblem {
  override readonly name = 'ConcurrentChange';

  /** @param category what is being changed, e.g. `referral` */
  constructor(category: string) {
    super(`a ${category} is being changed by too many at once`);
  }

  toProblem(): ProblemInit {
    return {
      status: 409,
      code: 'CONCURRENT_CHANGE',
      detail: {
        en: 'Others are changing the same thing at this moment. Nothing was stored; send the same request again.',
        ja: '同じ対象が同時に変更されています。保存されていません。同じリクエストを再送してください。',
      },
    };
  }
}

/** A stream has an event of a version that this program does not know; nothing was decided (law 8). */
export class NewerReleaseNeeded extends Error implements AnswersAsProblem {
  override readonly name = 'NewerReleaseNeeded';

  toProblem(): ProblemInit {
    return {
      status: 503,
      code: 'NEWER_RELEASE_NEEDED',
      detail: {
        en: 'A newer release of the service has recorded something here that this one cannot read. Nothing was stored; send the same request again when all of it is upgraded.',
        ja: '新しい版のサービスが記録した内容を、この版では読み取れません。保存されていません。更新の完了後に再送してください。',
      },
    };
  }
}
