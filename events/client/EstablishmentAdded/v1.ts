import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    establishmentId: Field.Id(),
    name: personal(Field.Text(200)),
    address: personal(Type.Union([Field.Text(300), Type.Null()])),
    /** null: not known yet. */
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    insuranceNumber: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{6}-\\d$' }), Type.Null()]),
  }),
  examples: [
    {
      establishmentId: '0b6c1d9e-43a1-4c57-9b1f-000000000004',
      name: '本社工場',
      address: '静岡県浜松市',
      prefecture: '22',
      insuranceNumber: '9922-100001-0',
    },
  ],
});
