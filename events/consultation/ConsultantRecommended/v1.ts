import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    officeId: Field.Code(),
    /** The association that learns of it. */
    associationId: Field.Code(),
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    topics: Type.Array(Field.Code()),
    recommendedOn: Field.Day(),
    /** The owner's consent to being named to the association; without one the next two are null. */
    consentId: Type.Union([Field.Id(), Type.Null()]),
    /** The association that was told whom it concerns, and whom. */
    disclosedTo: Type.Union([Field.Code(), Type.Null()]),
    clientId: Type.Union([Field.Id(), Type.Null()]),
    /** What the association was told of the client. */
    items: Type.Array(Field.Code()),
    /** Free text can name somebody: the association reads it only where it was told whom it concerns. */
    message: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [
    {
      officeId: 'iesc-22',
      associationId: 'nasilc-22',
      prefecture: '22',
      topics: ['KOCHO', 'SANKO-SKILL'],
      recommendedOn: '2025-11-14',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000007',
      disclosedTo: 'nasilc-22',
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      items: ['company_identity'],
      message: '出向の助成金に詳しい方をお願いします',
    },
    {
      officeId: 'iesc-22',
      associationId: 'nasilc-22',
      prefecture: '22',
      topics: [],
      recommendedOn: '2025-11-14',
      consentId: null,
      disclosedTo: null,
      clientId: null,
      items: [],
      message: null,
    },
  ],
});
