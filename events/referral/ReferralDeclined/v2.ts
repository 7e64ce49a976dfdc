import { eventVersion, Field, personal, type Personal, Type } from '#platform/event-schema';

interface V1 {
  readonly reason: string;
  readonly side: string;
  readonly message: Personal<string>;
}

export const v2 = eventVersion({
  schema: Type.Object({
    reason: Field.Code(),
    side: Field.Code(),
    message: personal(Field.Text()),
    /** The client the referral is of; null: not said, as it was not at first. */
    clientId: Type.Union([Field.Id(), Type.Null()]),
  }),
  examples: [
    {
      reason: 'out_of_scope',
      side: 'eligibility',
      message: '支援の対象外です',
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
    },
    { reason: 'out_of_scope', side: 'eligibility', message: '支援の対象外です', clientId: null },
  ],
  upcast: (previous: V1) => ({ ...previous, clientId: null }),
});
