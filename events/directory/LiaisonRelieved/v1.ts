import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ officeId: Field.Code(), userId: Field.Identifier() }),
  examples: [{ officeId: 'iesc-22', userId: 'iesc-intake-22-1' }],
});
