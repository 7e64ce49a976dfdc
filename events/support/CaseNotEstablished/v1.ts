import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ reason: Field.Code(), message: personal(Field.Text()) }),
  examples: [{ reason: 'no_counterpart', message: '県内に受入先が見つかりませんでした' }],
});
