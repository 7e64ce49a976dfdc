import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** Codes of the grant catalogue; none where the owner asked about grants in general. */
    topics: Type.Array(Field.Code()),
    question: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      topics: ['KOCHO', 'SANKO-SKILL'],
      question: '出向に使える助成金はあるか',
    },
  ],
});
