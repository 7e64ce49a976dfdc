import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AgreementTerminated = eventType('AgreementTerminated', {
  words: { en: 'Agreement terminated', ja: '協定を終了' },
  dataClass: 'A',
  versions: [v1],
});
