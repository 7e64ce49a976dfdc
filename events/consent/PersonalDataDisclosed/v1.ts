import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    provider: Field.Code(),
    recipient: Field.Code(),
    items: Type.Array(Field.Code(), { minItems: 1 }),
    /** The referral or case the data was disclosed in. */
    subjectOf: Field.Id(),
    disclosedOn: Field.Day(),
  }),
  examples: [
    {
      provider: 'nasilc-22',
      recipient: 'iesc-22',
      items: ['company_identity'],
      subjectOf: '0b6c1d9e-43a1-4c57-9b1f-000000000005',
      disclosedOn: '2025-11-07',
    },
  ],
});
