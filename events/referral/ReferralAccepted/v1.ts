import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    message: personal(Type.Union([Field.Text(), Type.Null()])),
    /** The client whose shared core (class A) opens, from whom to whom, under which consent. */
    clientId: Field.Id(),
    openedBy: Field.Code(),
    openedTo: Field.Code(),
    consentId: Field.Id(),
    items: Type.Array(Field.Code(), { minItems: 1 }),
  }),
  examples: [
    {
      message: null,
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      openedBy: 'nasilc-22',
      openedTo: 'iesc-22',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      items: ['company_identity'],
    },
  ],
});
