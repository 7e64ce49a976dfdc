import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    process: Field.Code(),
    /** What the instance of the process is about, e.g. the id of a case. */
    instance: Field.Identifier(),
    /** Id and name of the command that was refused. */
    plannedId: Field.Id(),
    command: Field.Code(),
    /** The refusal's code; it will not be asked again. */
    code: Field.Code(),
  }),
  examples: [
    {
      process: 'referrer-follows-case',
      instance: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
      plannedId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c1',
      command: 'ReportOutcome',
      code: 'NOT_ALLOWED',
    },
  ],
});
