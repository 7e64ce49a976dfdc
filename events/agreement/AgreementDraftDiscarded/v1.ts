import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    version: Field.Code(),
  }),
  examples: [{ version: 'AGR-2025-2' }],
});
