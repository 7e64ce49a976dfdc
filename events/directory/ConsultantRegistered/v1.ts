import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The consultant's sign-in. */
    userId: Field.Identifier(),
    associationId: Field.Code(),
    registrationNumber: personal(Type.String({ pattern: '^\\d{8}$' })),
    name: personal(Field.Text(100)),
    kana: personal(Type.Union([Field.Text(100), Type.Null()])),
    practice: Field.Code(),
  }),
  examples: [
    {
      userId: 'consultant-22-1',
      associationId: 'nasilc-22',
      registrationNumber: '22180042',
      name: '大石 美咲',
      kana: 'オオイシ ミサキ',
      practice: 'own_office',
    },
  ],
});
