import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    consentId: Field.Id(),
    /** What became of the consent: withdrawn, expired or narrowed. */
    because: Field.Code(),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      because: 'withdrawn',
    },
  ],
});
