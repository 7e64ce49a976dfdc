import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The referral of the same client and need that came before. */
    earlierId: Field.Id(),
  }),
  examples: [{ earlierId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ab' }],
});
