import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    bulletinId: Field.Id(),
    associationId: Field.Code(),
    /** The consultant who took note of it. */
    userId: Field.Identifier(),
  }),
  examples: [
    {
      bulletinId: '0b6c1d9e-43a1-4c57-9b1f-000000000008',
      associationId: 'nasilc-22',
      userId: 'consultant-22-1',
    },
  ],
});
