import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The support case in whose request the owner quoted the code. */
    caseId: Field.Id(),
  }),
  examples: [{ caseId: '0b6c1d9e-43a1-4c57-9b1f-000000000003' }],
});
