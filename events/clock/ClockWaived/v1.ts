import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** What it is for, what it is about, and whose it is to be done. */
    about: Type.Object({
      kind: Field.Code(),
      subjectCategory: Field.Code(),
      subjectId: Field.Id(),
      officeId: Field.Code(),
    }),
    reason: Field.Code(),
    /** Why, in somebody's words. */
    explanation: personal(Field.Text()),
  }),
  examples: [
    {
      about: {
        kind: 'decideReferral',
        subjectCategory: 'referral',
        subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
        officeId: 'iesc-22',
      },
      reason: 'done_otherwise',
      explanation: '電話で対応済み',
    },
  ],
});
