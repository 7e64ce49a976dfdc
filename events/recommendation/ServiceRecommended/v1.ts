import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  // No client identity and no free text: nothing in it leads to the client.
  schema: Type.Object({
    /** To be quoted when calling IESC: eight characters of Crockford's base 32 and a check character. */
    code: Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$' }),
    circumstances: Type.Array(Field.Code(), { minItems: 1 }),
    /** Where the client is; null where the consultant did not say. */
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    /** User id of the consultant. */
    recommendedBy: Field.Identifier(),
    associationId: Field.Code(),
  }),
  examples: [
    {
      code: '7K3M9QXF-0',
      circumstances: ['TEMPORARY_OVERSTAFFING'],
      prefecture: '22',
      recommendedBy: 'consultant-22-1',
      associationId: 'nasilc-22',
    },
  ],
});
