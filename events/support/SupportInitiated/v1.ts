import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    channel: Field.Code(),
    /** The "swift" time of IESC, which began with the owner's request, ends here. */
    contactedAt: Field.Instant(),
    assessBy: Field.Instant(),
  }),
  examples: [{ channel: 'phone', contactedAt: '2025-11-10T06:30:00.000Z', assessBy: '2025-11-25T14:59:59.999Z' }],
});
