import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { afterDay } from '#reference-data';
import { EndDelegation, endDelegation } from './end-delegation.ts';

/** Whose delegation it is, as long as it is open. */
interface Open {
  readonly delegatorId: string;
  readonly officeId: string;
}

/** A delegation ends when its last day is over in Tokyo, unless it was revoked before. */
export const delegationEnd = processManager({
  name: 'delegation-end',
  version: 1,
  startsOn: ['AuthorityDelegated'],
  actsFrom: 'the beginning',
  correlateBy: {
    AuthorityDelegated: ({ data }) => data.delegationId,
    DelegationEnded: ({ data }) => data.delegationId,
  },
  evolve: (_: Open | undefined, event): Open | undefined =>
    event.type === 'AuthorityDelegated'
      ? { delegatorId: event.data.delegatorId, officeId: event.data.officeId }
      : undefined,
  react: (state, event) => {
    if (event.type === 'AuthorityDelegated') {
      return { timers: [{ set: 'end', at: afterDay(event.data.until) }] };
    }
    if (event.type === '$timer' && state) {
      return { commands: [issue(endDelegation, EndDelegation, { ...state, delegationId: event.instance })] };
    }
    return {};
  },
});
