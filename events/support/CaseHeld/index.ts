import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const CaseHeld = eventType('CaseHeld', {
  words: { en: 'Case put on hold', ja: '案件を保留' },
  dataClass: 'B',
  versions: [v1],
});
