import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const CaseResumed = eventType('CaseResumed', {
  words: { en: 'Reason for the hold gone', ja: '案件の保留を解除' },
  dataClass: 'B',
  versions: [v1],
});
