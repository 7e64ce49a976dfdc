import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    process: Field.Code(),
    instance: Field.Identifier(),
    /** Id of the command that was given up and is tried again. */
    plannedId: Field.Id(),
  }),
  examples: [
    {
      process: 'referrer-follows-case',
      instance: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
      plannedId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c1',
    },
  ],
});
