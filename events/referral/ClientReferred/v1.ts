import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** User id of the consultant who refers. */
    consultantId: Field.Identifier(),
    associationId: Field.Code(),
    consentId: Field.Id(),
    circumstances: Type.Array(Field.Code(), { minItems: 1 }),
    backgrounds: Type.Array(Field.Code()),
    backgroundText: personal(Type.Union([Field.Text(), Type.Null()])),
    urgency: Field.Code(),
    ownersWish: personal(Field.Text()),
    /** IESC office of the establishment's prefecture; null: headquarters finds one (triage). */
    officeId: Type.Union([Field.Code(), Type.Null()]),
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    industry: Type.Union([Field.Code(), Type.Null()]),
    sizeBand: Field.Code(),
    acknowledgeBy: Field.Instant(),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      consultantId: 'consultant-22-1',
      associationId: 'nasilc-22',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      circumstances: ['TEMPORARY_OVERSTAFFING'],
      backgrounds: ['orders'],
      backgroundText: '受注が前年比18%減',
      urgency: 'normal',
      ownersWish: '雇用を維持したい',
      officeId: 'iesc-22',
      prefecture: '22',
      industry: 'E',
      sizeBand: '51-100',
      acknowledgeBy: '2025-11-07T14:59:59.999Z',
    },
    // The establishment's prefecture is not known yet: headquarters' triage finds the office.
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      consultantId: 'consultant-22-1',
      associationId: 'nasilc-22',
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000002',
      circumstances: ['OTHER'],
      backgrounds: [],
      backgroundText: '工場の移転',
      urgency: 'urgent',
      ownersWish: '人材を確保したい',
      officeId: null,
      prefecture: null,
      industry: null,
      sizeBand: '301-',
      acknowledgeBy: '2025-11-07T14:59:59.999Z',
    },
  ],
});
