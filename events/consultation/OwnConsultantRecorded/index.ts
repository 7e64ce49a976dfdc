import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OwnConsultantRecorded = eventType('OwnConsultantRecorded', {
  words: { en: 'Owner has a consultant of their own', ja: '顧問社労士あり' },
  dataClass: 'B',
  versions: [v1],
});
