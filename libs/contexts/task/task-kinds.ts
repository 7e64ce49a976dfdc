import type { Labels } from '#reference-data';
import type { TaskTeamName } from './task-teams.ts';

/** What is to be done. */
export interface TaskKind {
  readonly labels: Labels;
  readonly team: TaskTeamName;
  /**
   * By what it is done. What a fact closes nobody ticks off: a referral is acknowledged by acknowledging it. By hand is what
   * leaves no fact of its own, such as a telephone call.
   */
  readonly doneBy: 'its fact' | 'hand';
}

const doneByItsFact = (team: TaskTeamName, ja: string, en: string): TaskKind => ({
  labels: { ja, en },
  team,
  doneBy: 'its fact',
});
const doneByHand = (team: TaskTeamName, ja: string, en: string): TaskKind => ({
  labels: { ja, en },
  team,
  doneBy: 'hand',
});

/** The kinds of task there are. */
export const taskKinds = {
  route_referral: doneByItsFact('headquarters', '取次の担当事務所を決める', 'find the office of a referral'),
  acknowledge_referral: doneByItsFact('intake', '取次を受け付ける', 'acknowledge a referral'),
  take_referral: doneByItsFact('advisors', '取次の担当を決める', 'take a referral under review'),
  decide_referral: doneByItsFact('advisors', '取次の受理・不受理を決める', 'decide on a referral'),
  check_duplicate: doneByHand(
    'intake',
    '重複の可能性がある取次を確かめる',
    'look whether a referral is a duplicate of another',
  ),
  supply_information: doneByItsFact('consultants', '事務所の照会に回答する', 'answer the office’s question'),
  ask_owner: doneByHand('advisors', '事業主に支援依頼の意向を確かめる', 'ask the owner to request support'),
  note_outcome: doneByItsFact('consultants', '結果を確認する', 'take note of an outcome'),
  assign_advisor: doneByItsFact('managers', '案件の担当者を決める', 'give a case to an advisor'),
  contact_owner: doneByItsFact('advisors', '事業主に初回連絡をする', 'make first contact with the owner'),
  assess_need: doneByItsFact('advisors', 'ヒアリングを記録する', 'assess what the company needs'),
  close_case: doneByItsFact('advisors', '案件を終了する', 'close a case, so that its outcome is told'),
  decide_on_recommendation: doneByItsFact(
    'advisors',
    '助成金相談の対応（社労士活用の勧奨など）を決める',
    'decide on a grant consultation',
  ),
  relay_bulletin: doneByItsFact('federation', 'お知らせを県会に展開する', 'relay a bulletin to the associations'),
  forward_bulletin: doneByItsFact('association', 'お知らせを会員に転送する', 'forward a bulletin to the members'),
  remind_readers: doneByHand(
    'association',
    'お知らせを確認していない会員に知らせる',
    'remind members who have not taken note of a bulletin',
  ),
  answer_redirect: doneByItsFact(
    'intake',
    '回送された取次を引き受けるか決める',
    'take over a redirected referral, or not',
  ),
  ask_owner_continues: doneByHand(
    'advisors',
    '取次または同意の取下げ後も支援を続けるか事業主に確かめる',
    'ask the owner whether support goes on without the referral, or the consent',
  ),
  stop_use: doneByHand('advisors', '同意のない情報の利用を止める', 'stop using what there is no consent to any more'),
  see_to_overdue_in_office: doneByHand('managers', '期限超過の対応を確認する', 'see to what is overdue in the office'),
  see_to_overdue_in_association: doneByHand(
    'association',
    '期限超過の対応を確認する',
    'see to what is overdue in the association',
  ),
  see_to_overdue_at_headquarters: doneByHand(
    'headquarters',
    '事務所の期限超過を確認する',
    'see to what is overdue in an office',
  ),
  see_to_overdue_at_federation: doneByHand(
    'federation',
    '期限超過を確認する',
    'see to what is overdue between the organisations',
  ),
  see_to_suspended_office: doneByHand(
    'headquarters',
    '業務停止中の事務所の案件を引き継ぐ',
    'see to what is open at a suspended office',
  ),
  see_to_suspended_association: doneByHand(
    'federation',
    '業務停止中の県会の業務を引き継ぐ',
    'see to what is open at a suspended association',
  ),
  confirm_agreement_at_headquarters: doneByItsFact(
    'headquarters',
    '協定案を確認する',
    'confirm what NASILC recorded of the agreement, or decline it',
  ),
  confirm_agreement_at_federation: doneByItsFact(
    'federation',
    '協定案を確認する',
    'confirm what IESC recorded of the agreement, or decline it',
  ),
  decide_given_up_command: doneByItsFact(
    'operators',
    '断念された自動処理の指示を再試行または省略する',
    'have a command of a process tried again, or skip it',
  ),
} as const satisfies { readonly [name: string]: TaskKind };

export type TaskKindName = keyof typeof taskKinds;

/** The kind of a name that an event carries; undefined for one that this release does not know. */
export function taskKindOf(name: string): TaskKind | undefined {
  return Object.hasOwn(taskKinds, name) ? taskKinds[name as TaskKindName] : undefined;
}
