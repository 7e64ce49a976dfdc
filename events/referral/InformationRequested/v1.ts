import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ question: personal(Field.Text()), replyBy: Field.Instant() }),
  examples: [{ question: '出向可能な人数を教えてください', replyBy: '2025-11-14T14:59:59.999Z' }],
});
