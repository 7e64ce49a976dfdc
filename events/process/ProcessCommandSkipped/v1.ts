import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    process: Field.Code(),
    instance: Field.Identifier(),
    /** Id of the command that will not be tried any more. */
    plannedId: Field.Id(),
    /** Why, in the operator's words. */
    explanation: personal(Field.Text()),
  }),
  examples: [
    {
      process: 'referrer-follows-case',
      instance: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
      plannedId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c1',
      explanation: '取次は電話で完了済み',
    },
  ],
});
