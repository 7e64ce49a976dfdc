import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Who had it. */
    assigneeId: Field.Identifier(),
    reason: Field.Code(),
  }),
  examples: [{ assigneeId: 'intake-22-1', reason: 'workload' }],
});
