import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    delegationId: Field.Id(),
    /** Sign-ins of who is away and of who stands in for them. */
    delegatorId: Field.Identifier(),
    delegateId: Field.Identifier(),
    officeId: Field.Code(),
    /** First and last day, both inclusive. */
    from: Field.Day(),
    until: Field.Day(),
    reason: Field.Code(),
  }),
  examples: [
    {
      delegationId: '0b6c1d9e-43a1-4c57-9b1f-0000000000d1',
      delegatorId: 'advisor-22',
      delegateId: 'advisor-22-2',
      officeId: 'iesc-22',
      from: '2025-11-10',
      until: '2025-11-14',
      reason: 'leave',
    },
  ],
});
