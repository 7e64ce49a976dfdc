import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** What is left of it. */
    items: Type.Array(Field.Code(), { minItems: 1 }),
    recipients: Type.Array(Field.Code(), { minItems: 1 }),
    /** Who said it: the owner, or somebody for them. */
    statedBy: personal(Field.Text(100)),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      items: ['company_identity', 'headcount'],
      recipients: ['iesc'],
      statedBy: '浜名 宏',
    },
  ],
});
