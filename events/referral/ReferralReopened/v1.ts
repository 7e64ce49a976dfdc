import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    reason: Field.Code(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
    /** The stage it is taken up at: under review with who had it, else received. */
    stage: Field.Code(),
    advisorId: Type.Union([Field.Identifier(), Type.Null()]),
    decideBy: Type.Union([Field.Instant(), Type.Null()]),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      reason: 'owner_request',
      message: null,
      stage: 'under_review',
      advisorId: 'advisor-22-1',
      decideBy: '2025-11-11T14:59:59.999Z',
    },
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      reason: 'new_information',
      message: '受注が再び減少',
      stage: 'received',
      advisorId: null,
      decideBy: null,
    },
  ],
});
