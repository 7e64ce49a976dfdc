import { eventVersion, Field, Type } from '#platform/event-schema';

interface V1 {
  readonly primaryId: string;
  readonly consultantId: string;
  readonly associationId: string;
  readonly outcome: string | null;
}

export const v2 = eventVersion({
  schema: Type.Object({
    /** The referral that goes on. */
    primaryId: Field.Id(),
    /** Who is told of its outcome too. */
    consultantId: Field.Identifier(),
    associationId: Field.Code(),
    /** The outcome of the other, if it has one. */
    outcome: Type.Union([Field.Code(), Type.Null()]),
    /** The client that both are of; null: not said, as it was not at first. */
    clientId: Type.Union([Field.Id(), Type.Null()]),
  }),
  examples: [
    {
      primaryId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ab',
      consultantId: 'consultant-22-1',
      associationId: 'nasilc-22',
      outcome: null,
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
    },
    {
      primaryId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ab',
      consultantId: 'consultant-22-1',
      associationId: 'nasilc-22',
      outcome: null,
      clientId: null,
    },
  ],
  upcast: (previous: V1) => ({ ...previous, clientId: null }),
});
