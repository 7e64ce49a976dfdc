import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    before: Type.Object({
      warnAt: Type.Union([Field.Instant(), Type.Null()]),
      dueAt: Field.Instant(),
      escalations: Type.Array(Type.Object({ level: Type.Integer({ minimum: 1, maximum: 3 }), at: Field.Instant() })),
    }),
    after: Type.Object({
      warnAt: Type.Union([Field.Instant(), Type.Null()]),
      dueAt: Field.Instant(),
      escalations: Type.Array(Type.Object({ level: Type.Integer({ minimum: 1, maximum: 3 }), at: Field.Instant() })),
    }),
    /** The table of holidays it was reckoned with. */
    holidays: Field.Identifier(),
  }),
  examples: [
    {
      before: { warnAt: '2025-11-09T15:00:00.000Z', dueAt: '2025-11-11T14:59:59.999Z', escalations: [] },
      after: { warnAt: '2025-11-10T15:00:00.000Z', dueAt: '2025-11-12T14:59:59.999Z', escalations: [] },
      holidays: '@holiday-jp/holiday_jp 2.5.1',
    },
  ],
});
