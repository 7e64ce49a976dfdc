import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The client whose shared core (class A) opens, from whom to whom; the consent is the one the referral rests on. */
    clientId: Field.Id(),
    openedBy: Field.Code(),
    openedTo: Field.Code(),
    consentId: Field.Id(),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      openedBy: 'nasilc-22',
      openedTo: 'iesc-22',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
    },
  ],
});
