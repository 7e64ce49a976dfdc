import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    channel: Field.Code(),
    result: Field.Code(),
    note: personal(Type.Union([Field.Text(), Type.Null()])),
    attemptedAt: Field.Instant(),
  }),
  examples: [
    { channel: 'phone', result: 'message_left', note: '総務の方に伝言', attemptedAt: '2025-11-10T05:00:00.000Z' },
    { channel: 'phone', result: 'no_answer', note: null, attemptedAt: '2025-11-10T08:00:00.000Z' },
  ],
});
