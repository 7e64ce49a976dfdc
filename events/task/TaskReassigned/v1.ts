import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Who had it; null: it waited in the team's queue. */
    from: Type.Union([Field.Identifier(), Type.Null()]),
    /** Who has it now; null: back in the team's queue. */
    to: Type.Union([Field.Identifier(), Type.Null()]),
    /** Where it goes from an absent member to who covers for them: all who were passed over, in order. */
    coveredFor: Type.Array(Field.Identifier()),
  }),
  examples: [
    { from: 'advisor-22-1', to: 'advisor-22-2', coveredFor: [] },
    { from: 'advisor-22-2', to: null, coveredFor: ['advisor-22-1', 'advisor-22-2'] },
  ],
});
