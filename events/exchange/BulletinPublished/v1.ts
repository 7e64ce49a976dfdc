import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    topic: Field.Code(),
    title: personal(Field.Text(200)),
    body: personal(Field.Text(10_000)),
    /** By when headquarters of NASILC relay it. */
    relayBy: Field.Instant(),
  }),
  examples: [
    {
      topic: 'secondment',
      title: '在籍型出向の運営状況（2025年度第2四半期）',
      body: '出向の成立状況をお知らせします。',
      relayBy: '2025-11-13T14:59:59.999Z',
    },
  ],
});
