import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ verifiedOn: Field.Day() }),
  examples: [{ verifiedOn: '2025-10-27' }],
});
