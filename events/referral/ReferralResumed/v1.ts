import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The stage it goes back to. */
    stage: Field.Code(),
  }),
  examples: [{ stage: 'under_review' }, { stage: 'accepted' }],
});
