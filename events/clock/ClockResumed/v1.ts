import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The reason that is no more. */
    reason: Field.Code(),
    resumedAt: Field.Instant(),
    /** From when on it runs; null while it rests for another reason. */
    runs: Type.Union([
      Type.Object({
        /** Business days it has stood still. */
        rested: Type.Integer({ minimum: 0 }),
        warnAt: Type.Union([Field.Instant(), Type.Null()]),
        dueAt: Field.Instant(),
        /** What was still to come of a breach's escalations. */
        escalations: Type.Array(Type.Object({ level: Type.Integer({ minimum: 1, maximum: 3 }), at: Field.Instant() })),
      }),
      Type.Null(),
    ]),
  }),
  examples: [
    {
      reason: 'returned',
      resumedAt: '2025-11-13T02:00:00.000Z',
      runs: { rested: 4, warnAt: '2025-11-13T15:00:00.000Z', dueAt: '2025-11-17T14:59:59.999Z', escalations: [] },
    },
    { reason: 'on_hold', resumedAt: '2025-11-13T02:00:00.000Z', runs: null },
  ],
});
