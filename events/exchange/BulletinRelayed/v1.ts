import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    topic: Field.Code(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
    /** By when each association forwards it to its members. */
    forwardBy: Field.Instant(),
  }),
  examples: [{ topic: 'secondment', message: '会員へご周知ください', forwardBy: '2025-11-20T14:59:59.999Z' }],
});
