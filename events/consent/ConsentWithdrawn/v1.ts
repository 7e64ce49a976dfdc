import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    reason: Field.Code(),
    /** Who said it: the owner, or somebody for them. */
    statedBy: personal(Field.Text(100)),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      reason: 'owner_changed_mind',
      statedBy: '浜名 宏',
      message: null,
    },
  ],
});
