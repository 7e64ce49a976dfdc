import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    version: Field.Code(),
    inForceFrom: Field.Day(),
    /** The version before it, which ends on the day before. */
    follows: Field.Code(),
  }),
  examples: [{ version: 'AGR-2025-2', inForceFrom: '2025-12-01', follows: 'AGR-2025' }],
});
