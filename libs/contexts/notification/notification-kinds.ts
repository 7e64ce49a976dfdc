import type { Labels } from '#reference-data';

/** What a notification tells; what it is about in words is read where its link leads, by who may read it. */
export const notificationKinds = {
  task_assigned: { ja: 'タスクが割り当てられました', en: 'a task is yours' },
  task_waiting: { ja: '未担当のタスクがあります', en: 'a task waits for you' },
  task_due_soon: { ja: 'タスクの期限が近づいています', en: 'a task is due soon' },
  task_overdue: { ja: 'タスクの期限が過ぎました', en: 'a task is overdue' },
  referral_acknowledged: { ja: '取次が受け付けられました', en: 'a referral was acknowledged' },
  referral_accepted: { ja: '取次が受理されました', en: 'a referral was accepted' },
  referral_declined: { ja: '取次が受理されませんでした', en: 'a referral was declined' },
  outcome_reported: { ja: '支援の結果が報告されました', en: 'an outcome was reported' },
} as const satisfies { readonly [name: string]: Labels };

export type NotificationKindName = keyof typeof notificationKinds;
