import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AdvisorAssigned = eventType('AdvisorAssigned', {
  words: { en: 'Advisor of the case assigned', ja: '案件の担当者を割当' },
  dataClass: 'B',
  versions: [v1],
});
