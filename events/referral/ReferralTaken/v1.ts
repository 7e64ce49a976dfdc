import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ advisorId: Field.Identifier(), decideBy: Field.Instant() }),
  examples: [{ advisorId: 'advisor-22-1', decideBy: '2025-11-11T14:59:59.999Z' }],
});
