import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The whole record as it is meant to read now. */
    heldOn: Field.Day(),
    topics: Type.Array(Field.Code(), { minItems: 1 }),
    /** What each side contributed; null where nothing is known of it yet. */
    iescContribution: personal(Type.Union([Field.Text(), Type.Null()])),
    nasilcContribution: personal(Type.Union([Field.Text(), Type.Null()])),
    /** Organisation that corrects; the other one confirms. */
    statedBy: Field.Code(),
    explanation: personal(Field.Text()),
    confirmBy: Field.Instant(),
  }),
  examples: [
    {
      heldOn: '2025-11-05',
      topics: ['operating_status', 'grants'],
      iescContribution: '県内の出向成立は4件',
      nasilcContribution: '説明会の要望あり',
      statedBy: 'nasilc',
      explanation: '開催日を訂正',
      confirmBy: '2025-11-20T14:59:59.999Z',
    },
  ],
});
