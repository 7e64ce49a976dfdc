import { eventVersion, Field, Type } from '#platform/event-schema';

interface V1 {
  readonly clientId: string;
  readonly openedBy: string;
  readonly openedTo: string;
  readonly consentId: string;
}

export const v2 = eventVersion({
  schema: Type.Object({
    /** The client whose shared core (class A) opens, from whom to whom; the consent is the one the referral rests on. */
    clientId: Field.Id(),
    openedBy: Field.Code(),
    openedTo: Field.Code(),
    consentId: Field.Id(),
    /** What the consent names; null: not said, as it was not at first. */
    items: Type.Union([Type.Array(Field.Code(), { minItems: 1 }), Type.Null()]),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      openedBy: 'nasilc-22',
      openedTo: 'iesc-22',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      items: ['company_identity', 'contact'],
    },
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      openedBy: 'nasilc-22',
      openedTo: 'iesc-13',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      items: ['company_identity', 'contact'],
    },
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      openedBy: 'nasilc-22',
      openedTo: 'iesc-23',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      items: null,
    },
  ],
  upcast: (previous: V1) => ({ ...previous, items: null }),
});
