import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsultantRecommended = eventType('ConsultantRecommended', {
  words: { en: 'Use of a consultant recommended', ja: '社労士の活用を勧奨' },
  dataClass: 'A',
  versions: [v1],
});
