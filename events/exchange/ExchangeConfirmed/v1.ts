import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Organisation that confirms. */
    confirmedBy: Field.Code(),
  }),
  examples: [{ confirmedBy: 'nasilc' }],
});
