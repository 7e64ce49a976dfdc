import { conflict } from '#platform/decider';
import type { SupportCase } from './support-case.ts';

type InStage<Stage> = Extract<SupportCase, { readonly stage: Stage }>;
type InHand = InStage<'assigned' | 'contacted' | 'assessed'>;

/**
 * A case that an advisor works on, or worked on before it was held: what is held can end all the same.
 *
 * @throws Refusal 409 `NOT_IN_HAND`
 */
export function requireInHand(state: InHand | InStage<'on_hold'>): InHand {
  const standing = state.stage === 'on_hold' ? state.before : state;
  switch (standing.stage) {
    case 'assigned':
    case 'contacted':
    case 'assessed':
      return standing;
    default:
      throw conflict('NOT_IN_HAND', {
        en: `The case was ${standing.stage} when it was held`,
        ja: `保留前の段階（${standing.stage}）ではできません`,
      });
  }
}
