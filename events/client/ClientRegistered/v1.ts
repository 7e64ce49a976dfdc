import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** 13 digits; null for a sole proprietor, who has none. */
    corporateNumber: Type.Union([Type.String({ pattern: '^\\d{13}$' }), Type.Null()]),
    name: personal(Field.Text(200)),
    kana: personal(Type.Union([Field.Text(200), Type.Null()])),
    /** Keyed by nothing personal: major division of JSIC. */
    industry: Type.Union([Field.Code(), Type.Null()]),
    capitalYen: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    regularEmployees: Type.Integer({ minimum: 0 }),
    sizeBand: Field.Code(),
    isSme: Type.Union([Type.Boolean(), Type.Null()]),
    owner: personal(
      Type.Object({
        name: Field.Text(100),
        phone: Type.Union([Type.String(), Type.Null()]),
        email: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
    /** Who registered it: they see it, and so does the office they did it for. */
    registeredBy: Field.Identifier(),
    registeredFor: Field.Code(),
  }),
  examples: [
    {
      corporateNumber: '7999901000001',
      name: '株式会社浜名精工',
      kana: 'ハマナセイコウ',
      industry: 'E',
      capitalYen: 48000000,
      regularEmployees: 86,
      sizeBand: '51-100',
      isSme: true,
      owner: { name: '浜名 宏', phone: '0530000000', email: 'owner@hamana.example.jp' },
      registeredBy: 'consultant-22-1',
      registeredFor: 'nasilc-22',
    },
  ],
});
