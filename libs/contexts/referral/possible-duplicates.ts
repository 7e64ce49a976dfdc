import type { AlsoTold, RecordedCommand } from '#platform/decider';
import type { PageQuery } from '#platform/projections';
import { oldestOfEachNeed } from './oldest-of-each-need.ts';
import { referralsOfClients } from './read-models/referrals-of-clients.ts';
import type { ReferClient } from './refer-client.ts';

/** Most referrals of one client that are looked at: behind so many, one for a need that none of them has is left to the process. */
const MOST = 10;

/** An earlier referral, as `referrals_of_clients` has it. */
interface Earlier {
  readonly referralId: string;
  readonly consultantId: string;
  readonly needs: readonly string[];
}

/** What a consultant is told of an earlier referral, which may be another's. */
export interface Candidate {
  readonly referralId: string;
  /** Whether they made it themselves: then they can look at it. */
  readonly isYours: boolean;
}

/**
 * What the answer to a referral says of those that it may be a duplicate of: as they were open when it was recorded, so the
 * same when it is sent again. They are as many as `duplicate-watch` will name, which puts it on record for the office.
 */
export const possibleDuplicates: AlsoTold = {
  member: 'candidates',
  description:
    'Other referrals of this client for one of these needs were open already: of each need the oldest. Nothing is refused ' +
    'for it; the office decides whether the two are one. Of another consultant’s it tells the id alone, which can be named ' +
    'to the office.',
  schema: {
    type: 'object',
    required: ['referralId', 'isYours'],
    properties: { referralId: { type: 'string', format: 'uuid' }, isYours: { type: 'boolean' } },
  },
  example: { referralId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa', isYours: false },
  find: async (lookUp, recorded) => {
    const rows = await lookUp(referralsOfClients.name, openBefore(recorded));
    return candidatesAmong(rows as readonly (object & Earlier)[], recorded);
  },
};

/** The referrals of the same client that came before it and were open then, the oldest first. */
function openBefore({ command, issued: { position } }: RecordedCommand): PageQuery {
  const { clientId } = command as ReferClient;
  return {
    where: [
      { is: 'equal', column: 'clientId', value: clientId },
      { is: 'atMost', column: 'referredAt', value: position - 1 },
      {
        is: 'any',
        of: [
          { is: 'equal', column: 'endedAt', value: null },
          { is: 'atLeast', column: 'endedAt', value: position },
        ],
      },
    ],
    order: { column: 'referredAt', descending: false },
    limit: MOST,
  };
}

/** Those among them that the caller is told of. */
export function candidatesAmong(
  earlier: readonly Earlier[],
  { command, actor }: Pick<RecordedCommand, 'command' | 'actor'>,
): readonly Candidate[] {
  return oldestOfEachNeed(earlier, (command as ReferClient).circumstances).map(({ referralId, consultantId }) => ({
    referralId,
    isYours: consultantId === actor.userId,
  }));
}
