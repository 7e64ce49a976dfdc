import { processManager } from '#contexts/kernel';
import { issue, stateless } from '#platform/process-managers';
import { DeemOutcomeAcknowledged, deemOutcomeAcknowledged } from './deem-outcome-acknowledged.ts';

interface AboutClock {
  readonly data: { readonly about: { readonly kind: string; readonly subjectId: string } };
}

const referralOf = ({ data: { about } }: AboutClock): string | undefined =>
  about.kind === 'acknowledgeOutcome' ? about.subjectId : undefined;

/**
 * An outcome of which the consultant takes no note in time counts as acknowledged, so that the loop is closed. When that
 * is, the clock knows, which warns and is extended, by the agreement; who waives it waits for nobody's word.
 */
export const outcomeWithoutWord = processManager({
  name: 'outcome-without-word',
  version: 1,
  startsOn: ['ClockBreached', 'ClockWaived'],
  actsFrom: 'the beginning',
  correlateBy: { ClockBreached: referralOf, ClockWaived: referralOf },
  evolve: stateless,
  react: (_, event) => {
    if (event.type === '$timer') return {};
    const because = event.type === 'ClockWaived' ? ('waived' as const) : ('no_word' as const);
    const deemed = { referralId: event.data.about.subjectId, because };
    return { commands: [issue(deemOutcomeAcknowledged, DeemOutcomeAcknowledged, deemed)] };
  },
});
