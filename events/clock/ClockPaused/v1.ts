import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Why it rests; it goes on when no reason is left. */
    reason: Field.Code(),
    pausedAt: Field.Instant(),
    /** What is left of its time, in its own unit; negative where it was late. */
    remaining: Type.Integer(),
  }),
  examples: [{ reason: 'returned', pausedAt: '2025-11-07T02:00:00.000Z', remaining: 2 }],
});
