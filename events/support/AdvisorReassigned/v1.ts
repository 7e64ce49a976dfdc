import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    advisorId: Field.Identifier(),
    /** Who had it. */
    before: Field.Identifier(),
    reason: Field.Code(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [{ advisorId: 'advisor-22-2', before: 'advisor-22-1', reason: 'absence', message: null }],
});
