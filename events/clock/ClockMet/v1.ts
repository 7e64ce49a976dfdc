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
    metAt: Field.Instant(),
    /** Business days it took, without those it stood still. */
    took: Type.Integer({ minimum: 0 }),
    /** Business days after it had been due; 0 in time. */
    lateBy: Type.Integer({ minimum: 0 }),
    /** Done in time, and put on record when that was over. */
    recordedLate: Type.Boolean(),
  }),
  examples: [
    {
      about: {
        kind: 'decideReferral',
        subjectCategory: 'referral',
        subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
        officeId: 'iesc-22',
      },
      metAt: '2025-11-10T06:30:00.000Z',
      took: 2,
      lateBy: 0,
      recordedLate: false,
    },
    {
      about: {
        kind: 'decideReferral',
        subjectCategory: 'referral',
        subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
        officeId: 'iesc-22',
      },
      metAt: '2025-11-13T06:30:00.000Z',
      took: 5,
      lateBy: 2,
      recordedLate: false,
    },
  ],
});
