import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const MemberMailSet = eventType('MemberMailSet', {
  words: { en: 'Mail address of the member set', ja: '職員のメールアドレスを設定' },
  dataClass: 'C',
  versions: [v1],
});
