import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const PersonalDataDisclosed = eventType('PersonalDataDisclosed', {
  words: { en: 'Data disclosed to a third party', ja: '第三者へ提供' },
  dataClass: 'A',
  versions: [v1],
});
