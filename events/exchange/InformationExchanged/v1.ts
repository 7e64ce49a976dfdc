import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** `national` or `local`. */
    level: Field.Code(),
    /** Of the two local parties; null at the national level. */
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    /** The office of IESC and the body of NASILC that exchanged. */
    iescOfficeId: Field.Code(),
    nasilcOfficeId: Field.Code(),
    heldOn: Field.Day(),
    topics: Type.Array(Field.Code(), { minItems: 1 }),
    /** What each side contributed; null where nothing is known of it yet. */
    iescContribution: personal(Type.Union([Field.Text(), Type.Null()])),
    nasilcContribution: personal(Type.Union([Field.Text(), Type.Null()])),
    /** Organisation that records it; the other one confirms. */
    statedBy: Field.Code(),
    confirmBy: Field.Instant(),
  }),
  examples: [
    {
      level: 'local',
      prefecture: '22',
      iescOfficeId: 'iesc-22',
      nasilcOfficeId: 'nasilc-22',
      heldOn: '2025-11-06',
      topics: ['operating_status', 'grants'],
      iescContribution: '県内の出向成立は4件',
      nasilcContribution: null,
      statedBy: 'iesc',
      confirmBy: '2025-11-20T14:59:59.999Z',
    },
  ],
});
