import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    primaryId: Field.Id(),
    /** The stage it goes back to. */
    stage: Field.Code(),
  }),
  examples: [{ primaryId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ab', stage: 'received' }],
});
