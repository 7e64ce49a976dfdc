import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** What is to be done, a code of the kinds of task. */
    kind: Field.Code(),
    /** Whose queue it is in: the people of an office, association or headquarters who hold the team's roles. */
    team: Field.Code(),
    officeId: Field.Code(),
    /** What it is about: category and id of a stream. */
    subjectCategory: Field.Code(),
    subjectId: Field.Identifier(),
    /** Whose it is from the beginning; null: the team's queue. */
    assigneeId: Type.Union([Field.Identifier(), Type.Null()]),
    /** The fact it follows from: id and type of the event. */
    because: Type.Object({ eventId: Field.Id(), type: Field.Code() }),
    dueAt: Type.Union([Field.Instant(), Type.Null()]),
    /** The clock that says when it is due, and whether it still is; null: it has none. */
    clockId: Type.Union([Field.Id(), Type.Null()]),
  }),
  examples: [
    {
      kind: 'acknowledge_referral',
      team: 'intake',
      officeId: 'iesc-22',
      subjectCategory: 'referral',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
      assigneeId: null,
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'ClientReferred' },
      dueAt: '2025-11-07T14:59:59.999Z',
      clockId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c0',
    },
    {
      kind: 'supply_information',
      team: 'consultants',
      officeId: 'nasilc-22',
      subjectCategory: 'referral',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
      assigneeId: 'consultant-22-1',
      because: { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'InformationRequested' },
      dueAt: null,
      clockId: null,
    },
  ],
});
