import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Who had it; null: it waited in the team's queue. */
    assigneeId: Type.Union([Field.Identifier(), Type.Null()]),
    /** The instant it was due at. */
    dueAt: Field.Instant(),
  }),
  examples: [{ assigneeId: 'intake-22-1', dueAt: '2025-11-07T14:59:59.999Z' }],
});
