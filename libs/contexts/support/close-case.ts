import { CaseClosed } from '#events/support';
import { caseStaff, decision } from '#contexts/kernel';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** The case ends; what a referrer is told follows from what came of it. */
export class CloseCase extends SupportCaseCommand {}

/** Reasons that a referrer is told as they are; of any other they learn that nothing was established. */
const toldAsTheyAre: readonly string[] = ['owner_declined', 'no_contact'];

export const closeCase = decision(supportCase, CloseCase, {
  by: caseStaff,
  from: ['established', 'not_established'],
  emits: [CaseClosed],
  decide: (_, state) => [CaseClosed({ outcome: outcomeOf(state), referralId: state.referralId })],
});

function outcomeOf(
  state: { readonly stage: 'established' } | { readonly stage: 'not_established'; readonly reason: string },
): string {
  if (state.stage === 'established') return 'established';
  return toldAsTheyAre.includes(state.reason) ? state.reason : 'not_established';
}
