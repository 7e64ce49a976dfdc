import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    from: Field.Code(),
    to: Field.Code(),
  }),
  examples: [{ from: 'iesc-22', to: 'iesc-23' }],
});
