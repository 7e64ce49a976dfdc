import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OfficeHeadAppointed = eventType('OfficeHeadAppointed', {
  words: { en: 'Head of the office appointed', ja: '事務所長を任命' },
  dataClass: 'A',
  versions: [v1],
});
