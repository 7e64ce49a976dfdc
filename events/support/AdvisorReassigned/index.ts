import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AdvisorReassigned = eventType('AdvisorReassigned', {
  words: { en: 'Given to another advisor', ja: '担当を変更' },
  dataClass: 'B',
  versions: [v1],
});
