import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ assigneeId: Field.Identifier() }),
  examples: [{ assigneeId: 'intake-22-1' }],
});
