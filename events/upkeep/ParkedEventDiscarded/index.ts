import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ParkedEventDiscarded = eventType('ParkedEventDiscarded', {
  words: { en: 'Event passed over by a read model', ja: '読み取りモデルでのイベント除外' },
  dataClass: 'A',
  versions: [v1],
});
