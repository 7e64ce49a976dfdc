import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** To whom: a person by user id, or whoever holds a role at an office. */
    to: Type.Union([
      Type.Object({ userId: Field.Identifier() }),
      Type.Object({ officeId: Field.Code(), role: Field.Code() }),
    ]),
    kind: Field.Code(),
    /** What it is about: category and id of a stream. Nothing of it is said here. */
    subjectCategory: Field.Code(),
    subjectId: Field.Identifier(),
    /** The fact it tells: id and type of the event. */
    because: Type.Object({ eventId: Field.Id(), type: Field.Code() }),
  }),
  examples: [
    {
      to: { userId: 'consultant-22-1' },
      kind: 'referral_accepted',
      subjectCategory: 'referral',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'ReferralAccepted' },
    },
    {
      to: { officeId: 'iesc-22', role: 'iesc.office_manager' },
      kind: 'task_waiting',
      subjectCategory: 'task',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ba',
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'TaskOpened' },
    },
    {
      to: { userId: 'consultant-22-1' },
      kind: 'outcome_reported',
      subjectCategory: 'referral',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e2', type: 'ReferralOutcomeReported' },
    },
  ],
});
