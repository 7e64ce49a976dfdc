import { eventVersion, Field, personal, type Personal, Type } from '#platform/event-schema';

interface V1 {
  readonly reason: string;
  readonly side: string;
  readonly message: Personal<string> | null;
}

export const v2 = eventVersion({
  schema: Type.Object({
    reason: Field.Code(),
    side: Field.Code(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
    /** The client, whom the referral opens to nobody any more; null: not said, as it was not at first. */
    clientId: Type.Union([Field.Id(), Type.Null()]),
  }),
  examples: [
    {
      reason: 'need_resolved',
      side: 'client',
      message: null,
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
    },
    { reason: 'need_resolved', side: 'client', message: null, clientId: null },
  ],
  upcast: (previous: V1) => ({ ...previous, clientId: null }),
});
