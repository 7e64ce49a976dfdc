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
  referral_lapsed: { ja: '取次が失効しました', en: 'a referral has lapsed' },
  referral_redirected: { ja: '取次の回送が依頼されました', en: 'another office was asked to take a referral' },
  redirect_accepted: { ja: '回送先の事務所が取次を引き受けました', en: 'another office has taken a referral' },
  redirect_refused: { ja: '取次の回送が引き受けられませんでした', en: 'another office did not take a referral' },
  referral_reopened: { ja: '取次が再開されました', en: 'a referral was taken up again' },
  consent_lost: { ja: '同意がなくなり、取次が停止しました', en: 'a referral stands still without consent' },
  consent_restored: { ja: '同意が得られ、取次を続けられます', en: 'a referral goes on, with consent' },
  outcome_deemed_acknowledged: { ja: '結果は確認済みとみなされました', en: 'an outcome counts as acknowledged' },
  outcome_reported: { ja: '支援の結果が報告されました', en: 'an outcome was reported' },
} as const satisfies { readonly [name: string]: Labels };

export type NotificationKindName = keyof typeof notificationKinds;
