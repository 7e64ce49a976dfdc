import { CaseClosed } from '#events/support';
import { caseStaff, decision } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** The case ends; what a referrer is told follows from what came of it. */
export class CloseCase extends SupportCaseCommand {}

/** Reasons that a referrer is told as they are; of any other they learn that nothing was established. */
const toldAsTheyAre: readonly string[] = ['owner_declined', 'no_contact'];

export const closeCase = decision(supportCase, CloseCase, {
  by: caseStaff,
  from: ['established', 'not_established', 'on_hold'],
  emits: [CaseClosed],
  decide: (_, state) => {
    // What is held can end all the same, once something came of it, or nothing.
    const standing = state.stage === 'on_hold' ? state.before : state;
    if (standing.stage !== 'established' && standing.stage !== 'not_established') throw stillOpen(standing.stage);
    return [CaseClosed({ outcome: outcomeOf(standing), referralId: state.referralId })];
  },
});

function stillOpen(stage: string) {
  return conflict('STILL_OPEN', {
    en: `The case was ${stage} when it was held: record first what came of it`,
    ja: `保留前の段階は ${stage} です。先に成立・不成立を記録してください`,
  });
}

function outcomeOf(
  state: { readonly stage: 'established' } | { readonly stage: 'not_established'; readonly reason: string },
): string {
  if (state.stage === 'established') return 'established';
  return toldAsTheyAre.includes(state.reason) ? state.reason : 'not_established';
}
