import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    purpose: Field.Code(),
    items: Type.Array(Field.Code(), { minItems: 1 }),
    recipients: Type.Array(Field.Code(), { minItems: 1 }),
    from: Field.Day(),
    until: Field.Day(),
    method: Field.Code(),
    givenBy: personal(Field.Text(100)),
    witness: personal(Type.Union([Field.Text(100), Type.Null()])),
    evidence: personal(Type.Union([Field.Text(300), Type.Null()])),
    /** Who recorded it, and for which office or association. */
    recordedBy: Field.Identifier(),
    recordedFor: Field.Code(),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      purpose: 'referral',
      items: ['company_identity', 'contact', 'headcount', 'reason'],
      recipients: ['iesc'],
      from: '2025-11-05',
      until: '2026-05-04',
      method: 'written',
      givenBy: '浜名 宏',
      witness: null,
      evidence: '同意書 第1号',
      recordedBy: 'consultant-22-1',
      recordedFor: 'nasilc-22',
    },
  ],
});
