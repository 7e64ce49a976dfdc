import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** null: no more due at any instant, as while its clock is paused. */
    dueAt: Type.Union([Field.Instant(), Type.Null()]),
    /** The fact it follows from: id and type of the event. */
    because: Type.Object({ eventId: Field.Id(), type: Field.Code() }),
  }),
  examples: [
    {
      dueAt: '2025-11-10T14:59:59.999Z',
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'ClockExtended' },
    },
  ],
});
