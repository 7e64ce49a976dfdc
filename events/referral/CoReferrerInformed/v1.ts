import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The referral that went on, and what came of it. */
    primaryId: Field.Id(),
    outcome: Field.Code(),
  }),
  examples: [{ primaryId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ab', outcome: 'established' }],
});
