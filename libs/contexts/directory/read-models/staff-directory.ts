import { projection } from '#contexts/kernel';
import { instant, key, list, sealed, table, text } from '#platform/projections';
import { officeStreamIdOf } from '../office.ts';

/**
 * Who works where, as their sign-ins told: a row for each member and office. An office sees its own, headquarters their
 * organisation's, and everybody themselves. Who is head, and who is liaison, stands in the office that is joined.
 */
export const staffDirectory = projection({
  name: 'staff_directory',
  version: 1,
  audience: 'both',
  tables: {
    rows: table({
      /** `<memberId>:<officeId>` */
      postId: key(),
      memberId: text(),
      /** `known` */
      stage: text(),
      userId: text(),
      organisation: text(),
      officeId: text(),
      officeStreamId: text(),
      roles: list(text()),
      mail: sealed().nullable().fieldClass('C'),
      seenSince: instant(),
    })
      .index('officeId', 'userId')
      .index('userId'),
    /** Where mail reaches a member, whichever office it is about. */
    mails: table({ memberId: key(), mail: sealed().nullable() }),
  },
  scope: { offices: ['officeId'], persons: ['userId'], organisations: ['organisation'] },
  reveals: ({ organisation }, { org }) => (organisation === org ? ['C'] : []),
  actsOn: ({ stage }) => ({ category: 'member', stage }),
  serve: {
    path: '/staff',
    summary: 'Members of staff and consultants by office, as their sign-ins told',
    filters: ['memberId', 'userId', 'organisation', 'officeId', 'roles'],
    sorts: ['userId', 'seenSince'],
    joins: { office: ['office_directory', 'officeStreamId', ['labels', 'stage', 'headId', 'liaisonIds']] },
  },
  on: ({ each, handler }) => ({
    rows: {
      MemberSignedIn: handler({
        keyOf: ({ streamId, data }) => postIdOf(streamId, data.officeId),
        with: { known: ['mails', ({ streamId }) => streamId] },
        fold: ({ data: { userId, org, officeId, role }, streamId, occurredAt }, row, { key: postId, known }) =>
          row
            ? { ...row, roles: [...row.roles, role] }
            : {
                postId,
                memberId: streamId,
                stage: 'known',
                userId,
                organisation: org,
                officeId,
                officeStreamId: officeStreamIdOf(officeId),
                roles: [role],
                mail: known?.mail ?? null,
                seenSince: occurredAt,
              },
      }),
      MemberLeftOffice: { keyOf: ({ streamId, data }) => postIdOf(streamId, data.officeId), fold: () => undefined },
      MemberMailSet: each(
        'memberId',
        ({ streamId }) => streamId,
        ({ data: { mail } }, row) => ({ ...row, mail }),
      ),
    },
    mails: {
      MemberMailSet: ({ data: { mail }, streamId }) => ({ memberId: streamId, mail }),
    },
  }),
});

const postIdOf = (memberId: string, officeId: string): string => `${memberId}:${officeId}`;
