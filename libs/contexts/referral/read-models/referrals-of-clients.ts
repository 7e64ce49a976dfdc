import { projection } from '#contexts/kernel';
import { integer, json, key, table, text } from '#platform/projections';

/**
 * Which referrals a client has, for which needs, and from where to where in the log each was open. Served to nobody: it is
 * looked into when a referral is answered (`possible-duplicates`), which says no more of another's than that it is there.
 */
export const referralsOfClients = projection({
  name: 'referrals_of_clients',
  version: 1,
  audience: 'both',
  table: table({
    referralId: key(),
    clientId: text(),
    consultantId: text(),
    needs: json<readonly string[]>(),
    /** Positions of the log. */
    referredAt: integer(),
    /** Null while it is open. */
    endedAt: integer().nullable(),
  }).index('clientId', 'referredAt'),
  scope: {},
  on: {
    ClientReferred: ({ data: { clientId, consultantId, circumstances }, streamId, position }) => ({
      ...{ referralId: streamId, clientId, consultantId, needs: circumstances },
      ...{ referredAt: position, endedAt: null },
    }),
    ReferralDeclined: ({ position }, row) => row && { ...row, endedAt: position },
    ReferralWithdrawn: ({ position }, row) => row && { ...row, endedAt: position },
    ReferralLapsed: ({ position }, row) => row && { ...row, endedAt: position },
    ReferralClosed: ({ position }, row) => row && { ...row, endedAt: position },
    DuplicateReferralMarked: ({ position }, row) => row && { ...row, endedAt: position },
    DuplicateReferralUnmarked: (_, row) => row && { ...row, endedAt: null },
    ReferralReopened: (_, row) => row && { ...row, endedAt: null },
    // The owner's request brings back one that was declined, lapsed or taken back.
    SupportCaseLinked: (_, row) => row && { ...row, endedAt: null },
  },
});
