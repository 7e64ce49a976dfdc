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
    level: Type.Integer({ minimum: 1, maximum: 3 }),
    /** Before whom it was brought. */
    to: Type.Array(Type.Object({ officeId: Field.Code(), role: Field.Code() }), { minItems: 1 }),
  }),
  examples: [
    {
      about: {
        kind: 'decideReferral',
        subjectCategory: 'referral',
        subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
        officeId: 'iesc-22',
      },
      level: 1,
      to: [{ officeId: 'iesc-22', role: 'iesc.office_manager' }],
    },
    {
      about: {
        kind: 'decideReferral',
        subjectCategory: 'referral',
        subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
        officeId: 'iesc-22',
      },
      level: 3,
      to: [
        { officeId: 'iesc-hq', role: 'iesc.hq_coordinator' },
        { officeId: 'nasilc-hq', role: 'nasilc.hq_liaison' },
      ],
    },
  ],
});
