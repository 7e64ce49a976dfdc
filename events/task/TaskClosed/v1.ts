import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Who had it; null: it waited in the team's queue. */
    assigneeId: Type.Union([Field.Identifier(), Type.Null()]),
    /** The fact it follows from: id and type of the event. */
    because: Type.Object({ eventId: Field.Id(), type: Field.Code() }),
  }),
  examples: [
    {
      assigneeId: 'intake-22-1',
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'ReferralAcknowledged' },
    },
  ],
});
