import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    bulletinId: Field.Id(),
    associationId: Field.Code(),
    /** By when each member takes note of it. */
    acknowledgeBy: Field.Instant(),
  }),
  examples: [
    {
      bulletinId: '0b6c1d9e-43a1-4c57-9b1f-000000000008',
      associationId: 'nasilc-22',
      acknowledgeBy: '2025-12-04T14:59:59.999Z',
    },
  ],
});
