import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The referral that goes on. */
    primaryId: Field.Id(),
    /** Who is told of its outcome too. */
    consultantId: Field.Identifier(),
    associationId: Field.Code(),
    /** The outcome of the other, if it has one. */
    outcome: Type.Union([Field.Code(), Type.Null()]),
  }),
  examples: [
    {
      primaryId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ab',
      consultantId: 'consultant-22-1',
      associationId: 'nasilc-22',
      outcome: null,
    },
  ],
});
