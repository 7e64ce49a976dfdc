import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClientReferred = eventType('ClientReferred', {
  words: { en: 'Client referred to IESC', ja: '産雇センターへ取次' },
  dataClass: 'A',
  versions: [v1],
});
