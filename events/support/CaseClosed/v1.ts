import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Outcome as a referrer is told it. */
    outcome: Field.Code(),
    /** The referral the case came from: its referrer is to be told. */
    referralId: Type.Union([Field.Id(), Type.Null()]),
  }),
  examples: [
    { outcome: 'established', referralId: '0b6c1d9e-43a1-4c57-9b1f-000000000005' },
    { outcome: 'no_contact', referralId: null },
  ],
});
