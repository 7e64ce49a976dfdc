import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The site visit in which the owner asked. */
    visitId: Field.Id(),
    clientId: Field.Id(),
    officeId: Field.Code(),
    /** Of the office; null for headquarters. */
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    advisorId: Field.Identifier(),
    topics: Type.Array(Field.Code()),
    decideBy: Field.Instant(),
  }),
  examples: [
    {
      visitId: '0b6c1d9e-43a1-4c57-9b1f-000000000006',
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      officeId: 'iesc-22',
      prefecture: '22',
      advisorId: 'advisor-22-1',
      topics: ['KOCHO', 'SANKO-SKILL'],
      decideBy: '2025-11-18T14:59:59.999Z',
    },
  ],
});
