import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsultantRegistered = eventType('ConsultantRegistered', {
  words: { en: 'Consultant registered', ja: '社労士を登録' },
  dataClass: 'C',
  versions: [v1],
});
