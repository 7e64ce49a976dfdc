import type { AnswersAsProblem, ProblemInit } from '#platform/http';
import type { Projection } from '../definition/projection.ts';

/** Rows that hide something are explained to nobody: who sees the events that made one counts what it hides. */
export class NotExplained extends Error implements AnswersAsProblem {
  override readonly name = 'NotExplained';

  /** @throws NotExplained for a read model with a hidden column */
  static refuse({ name, table }: Projection): void {
    if (Object.values(table.columns).some(({ isHidden }) => isHidden)) throw new NotExplained(name);
  }

  constructor(projection: string) {
    super(`${projection} hides figures, which the events that made a row would tell.`);
  }

  toProblem(): ProblemInit {
    return {
      status: 403,
      code: 'NOT_EXPLAINED',
      detail: {
        en: 'This read model hides figures, which the events that made a row would tell',
        ja: 'この読み取りモデルには非公開の数値があり、行の元になったイベントは表示できません',
      },
    };
  }
}
