import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    businessDays: Type.Integer({ minimum: 1 }),
    reason: Field.Code(),
    /** Why, in somebody's words. */
    explanation: personal(Field.Text()),
    warnAt: Type.Union([Field.Instant(), Type.Null()]),
    dueAt: Field.Instant(),
  }),
  examples: [
    {
      businessDays: 2,
      reason: 'third_party',
      explanation: '取引先の回答待ち',
      warnAt: '2025-11-11T15:00:00.000Z',
      dueAt: '2025-11-13T14:59:59.999Z',
    },
  ],
});
