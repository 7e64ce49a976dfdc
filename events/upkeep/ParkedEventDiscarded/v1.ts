import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Name of the projection. */
    projection: Type.String({ pattern: '^[a-z][a-z0-9_]{0,43}$' }),
    /** The version of it that passes the event over; a later one may well know what to make of it. */
    version: Type.Integer({ minimum: 1, maximum: 999 }),
    /** The event that is passed over, wherever it stands in the log. */
    eventId: Field.Id(),
    /** Why, in the operator's words. */
    explanation: personal(Field.Text()),
  }),
  examples: [
    {
      projection: 'iesc_incoming_referrals',
      version: 1,
      eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1',
      explanation: '移行元の誤記録のため対象外とする',
    },
  ],
});
