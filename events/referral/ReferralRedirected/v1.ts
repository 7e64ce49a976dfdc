import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    reason: Field.Code(),
    message: personal(Field.Text()),
    /** From which office to which; it stays with the first until the second accepts. */
    from: Field.Code(),
    to: Field.Code(),
    answerBy: Field.Instant(),
  }),
  examples: [
    {
      reason: 'wrong_prefecture',
      message: '事業所は愛知県にあります',
      from: 'iesc-22',
      to: 'iesc-23',
      answerBy: '2025-11-07T14:59:59.999Z',
    },
    {
      reason: 'capacity',
      message: '体制が整いません',
      from: 'iesc-22',
      to: 'iesc-23',
      answerBy: '2025-11-07T14:59:59.999Z',
    },
  ],
});
