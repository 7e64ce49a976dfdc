import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    reason: Field.Code(),
    /** The stage it is at then: on hold still, where another reason is left. */
    stage: Field.Code(),
  }),
  examples: [
    { reason: 'owner_request', stage: 'assigned' },
    { reason: 'consent', stage: 'on_hold' },
  ],
});
