import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** Its last day from now on. */
    until: Field.Day(),
    method: Field.Code(),
    givenBy: personal(Field.Text(100)),
    witness: personal(Type.Union([Field.Text(100), Type.Null()])),
    evidence: personal(Type.Union([Field.Text(300), Type.Null()])),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      until: '2026-11-04',
      method: 'written',
      givenBy: '浜名 宏',
      witness: null,
      evidence: '同意書 第2号',
    },
  ],
});
