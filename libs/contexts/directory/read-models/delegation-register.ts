import { projection } from '#contexts/kernel';
import { day, instant, key, table, text } from '#platform/projections';
import { delegationsIdOf } from '../delegation.ts';

/**
 * Who stands in for whom, at which office and when, ended ones included (権限委任簿). An office sees its own, headquarters
 * their organisation's.
 */
export const delegationRegister = projection({
  name: 'delegation_register',
  version: 1,
  audience: 'both',
  table: table({
    delegationId: key(),
    delegationsId: text(),
    officeId: text(),
    organisation: text(),
    delegatorId: text(),
    delegateId: text(),
    from: day(),
    until: day(),
    reason: text(),
    /** `delegated` or `ended` */
    stage: text(),
    /** `revoked` or `expired` */
    endedHow: text().nullable(),
    delegatedAt: instant(),
    delegatedBy: text(),
    endedAt: instant().nullable(),
  })
    .index('officeId', 'from')
    .index('delegatorId')
    .index('delegateId'),
  scope: { offices: ['officeId'], organisations: ['organisation'] },
  actsOn: ({ stage }) => ({ category: 'delegation', stage: stage === 'delegated' ? 'known' : 'ended' }),
  serve: {
    path: '/delegations',
    summary: 'Who stands in for whom',
    filters: ['officeId', 'delegatorId', 'delegateId', 'stage', 'from', 'until'],
    sorts: ['from', 'until', 'delegatedAt'],
  },
  on: {
    AuthorityDelegated: {
      keyOf: ({ data }) => data.delegationId,
      fold: ({ data, occurredAt, actor }) => ({
        ...data,
        delegationsId: delegationsIdOf(data.delegatorId, data.officeId),
        organisation: data.officeId.split('-', 1)[0]!,
        stage: 'delegated',
        endedHow: null,
        delegatedAt: occurredAt,
        delegatedBy: actor.userId,
        endedAt: null,
      }),
    },
    DelegationEnded: {
      keyOf: ({ data }) => data.delegationId,
      fold: ({ data, occurredAt }, row) => row && { ...row, stage: 'ended', endedHow: data.how, endedAt: occurredAt },
    },
  },
});
