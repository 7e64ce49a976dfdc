import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    delegationId: Field.Id(),
    delegatorId: Field.Identifier(),
    delegateId: Field.Identifier(),
    officeId: Field.Code(),
    /** Why it ended: `revoked` by a word, `expired` when its last day was over. */
    how: Field.Code(),
  }),
  examples: [
    {
      delegationId: '0b6c1d9e-43a1-4c57-9b1f-0000000000d1',
      delegatorId: 'advisor-22',
      delegateId: 'advisor-22-2',
      officeId: 'iesc-22',
      how: 'expired',
    },
  ],
});
