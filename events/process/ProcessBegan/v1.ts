import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Name of the process. It acts on what stands in the log after this event, and only remembers what stands before it. */
    process: Field.Code(),
  }),
  examples: [{ process: 'referral-lapse' }],
});
