import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Who has it; null: it waits in the team's queue. */
    assigneeId: Type.Union([Field.Identifier(), Type.Null()]),
    dueAt: Field.Instant(),
  }),
  examples: [{ assigneeId: 'intake-22-1', dueAt: '2025-11-07T14:59:59.999Z' }],
});
