import { eventVersion, Field, personal, type Personal, Type } from '#platform/event-schema';

interface V1 {
  readonly clientId: string;
  readonly establishmentId: string;
  readonly officeId: string;
  readonly prefecture: string | null;
  readonly referralId: string | null;
  readonly referredBy: string | null;
  readonly associationId: string | null;
  readonly recommendationId: string | null;
  readonly channel: string;
  readonly circumstances: string[];
  readonly wish: Personal<string>;
  readonly requestedBy: Personal<string>;
  readonly firstContactBy: string;
}

export const v2 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    establishmentId: Field.Id(),
    /** IESC office of the establishment's prefecture; where that is unknown, the office that took the request. */
    officeId: Field.Code(),
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    /** The referral the owner named, with who referred and for which association. */
    referralId: Type.Union([Field.Id(), Type.Null()]),
    referredBy: Type.Union([Field.Identifier(), Type.Null()]),
    associationId: Type.Union([Field.Code(), Type.Null()]),
    /** The consent that the referral rests on; null: there is none, or it is not said, as it was not at first. */
    consentId: Type.Union([Field.Id(), Type.Null()]),
    /** The recommendation whose code the owner quoted. */
    recommendationId: Type.Union([Field.Id(), Type.Null()]),
    channel: Field.Code(),
    circumstances: Type.Array(Field.Code(), { minItems: 1 }),
    wish: personal(Field.Text()),
    /** Name of the owner, or of who asked for the owner. */
    requestedBy: personal(Field.Text(100)),
    firstContactBy: Field.Instant(),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      establishmentId: '0b6c1d9e-43a1-4c57-9b1f-000000000004',
      officeId: 'iesc-22',
      prefecture: '22',
      referralId: '0b6c1d9e-43a1-4c57-9b1f-000000000005',
      referredBy: 'consultant-22-1',
      associationId: 'nasilc-22',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      recommendationId: null,
      channel: 'referral',
      circumstances: ['TEMPORARY_OVERSTAFFING'],
      wish: '在籍型出向で雇用を維持したい',
      requestedBy: '浜名 宏',
      firstContactBy: '2025-11-11T14:59:59.999Z',
    },
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      establishmentId: '0b6c1d9e-43a1-4c57-9b1f-000000000004',
      officeId: 'iesc-13',
      prefecture: null,
      referralId: null,
      referredBy: null,
      associationId: null,
      consentId: null,
      recommendationId: null,
      channel: 'phone',
      circumstances: ['LAYOFF'],
      wish: '離職者の再就職先を探したい',
      requestedBy: '浜名 宏',
      firstContactBy: '2025-11-10T14:59:59.999Z',
    },
  ],
  upcast: (previous: V1) => ({ ...previous, consentId: null }),
});
