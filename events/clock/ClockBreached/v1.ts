import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** What it is for, what it is about, and whose it is to be done. */
    about: Type.Object({
      kind: Field.Code(),
      subjectCategory: Field.Code(),
      subjectId: Field.Id(),
      officeId: Field.Code(),
    }),
    /** By when it had been due. */
    dueAt: Field.Instant(),
    /** When it is brought before whom, unless it is done by then. */
    escalations: Type.Array(Type.Object({ level: Type.Integer({ minimum: 1, maximum: 3 }), at: Field.Instant() })),
  }),
  examples: [
    {
      about: {
        kind: 'decideReferral',
        subjectCategory: 'referral',
        subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
        officeId: 'iesc-22',
      },
      dueAt: '2025-11-11T14:59:59.999Z',
      escalations: [
        { level: 1, at: '2025-11-11T14:59:59.999Z' },
        { level: 2, at: '2025-11-13T14:59:59.999Z' },
        { level: 3, at: '2025-11-18T14:59:59.999Z' },
      ],
    },
  ],
});
