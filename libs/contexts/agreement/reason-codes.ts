import type { Labels } from '#reference-data';
import { listOfCodes, type CodeList, type ReasonList } from './list-of-codes.ts';

export type ReasonListName =
  | 'decline'
  | 'withdraw'
  | 'withdrawConsent'
  | 'redirect'
  | 'notEstablished'
  | 'hold'
  | 'reassign'
  | 'breakGlass'
  | 'introductionDeclined'
  | 'reopen'
  | 'extend'
  | 'waive'
  | 'taskReturned'
  | 'absence'
  | 'suspendOffice';

const labels = (ja: string, en: string): Labels => ({ ja, en });

const withoutSides = (list: CodeList): ReasonList => ({ ...list, sides: [] });

const declineSides = listOfCodes(labels('どちら側の事情か', 'side'), [
  ['client', '企業側', 'client'],
  ['office', '事務所側', 'office'],
  ['eligibility', '対象要件', 'eligibility'],
  ['capacity', '受入能力', 'capacity'],
  ['conflict', '利益相反', 'conflict of interest'],
]).codes;

const withdrawSides = listOfCodes(labels('どちら側の事情か', 'side'), [
  ['client', '企業側', 'client'],
  ['consultant', '社労士側', 'consultant'],
  ['office', '事務所側', 'office'],
]).codes;

/** Our proposal: the texts of 2021 and 2025 hold no reasons. Every reason goes with free text. */
export const proposedReasons: Readonly<Record<ReasonListName, ReasonList>> = {
  decline: {
    ...listOfCodes(labels('受理しない理由', 'reason for declining a referral'), [
      ['capacity', '受入能力の不足', 'no capacity'],
      ['out_of_scope', '支援の対象外', 'outside the scope of the support'],
      ['ineligible', '要件を満たさない', 'not eligible'],
      ['insufficient_information', '情報の不足', 'insufficient information'],
      ['conflict', '利益相反', 'conflict of interest'],
      ['owner_not_willing', '事業主が希望しない', 'owner is not willing'],
      ['already_supported', '既に支援中', 'already supported'],
      ['duplicate', '重複', 'duplicate'],
    ]),
    sides: declineSides,
  },
  withdraw: {
    ...listOfCodes(labels('取下げの理由', 'reason for withdrawing'), [
      ['owner_changed_mind', '事業主の意向の変化', 'owner changed their mind'],
      ['need_resolved', '課題の解消', 'need is resolved'],
      ['handled_elsewhere', '他機関で対応', 'handled elsewhere'],
      ['submitted_in_error', '誤って提出', 'submitted in error'],
      ['duplicate', '重複', 'duplicate'],
      ['business_closed', '廃業・倒産', 'business closed'],
      ['consent_withdrawn', '同意の撤回', 'consent withdrawn'],
      ['no_contact', '連絡が取れない', 'no contact'],
    ]),
    sides: withdrawSides,
  },
  withdrawConsent: withoutSides(
    listOfCodes(labels('同意撤回の理由', 'reason for withdrawing a consent'), [
      ['owner_changed_mind', '事業主の意向の変化', 'owner changed their mind'],
      ['need_resolved', '課題の解消', 'need is resolved'],
      ['told_too_much', '提供範囲への懸念', 'concern about what is told'],
      ['recipient', '提供先への懸念', 'concern about who is told'],
      ['business_closed', '廃業・倒産', 'business closed'],
      ['not_said', '理由の申出なし', 'no reason said'],
    ]),
  ),
  redirect: withoutSides(
    listOfCodes(labels('回送の理由', 'reason for redirecting'), [
      ['wrong_prefecture', '管轄都道府県の誤り', 'wrong prefecture'],
      ['establishment_elsewhere', '事業所が他県に所在', 'establishment is elsewhere'],
      ['specialist_needed', '専門的対応が必要', 'specialist needed'],
      ['capacity', '受入能力の不足', 'no capacity'],
      ['office_closed', '事務所の閉鎖', 'office closed'],
    ]),
  ),
  notEstablished: withoutSides(
    listOfCodes(labels('不成立の理由', 'reason why nothing was established'), [
      ['no_counterpart', '相手企業が見つからない', 'no counterpart found'],
      ['terms', '条件が合わない', 'no agreement on terms'],
      ['worker_declined', '労働者の辞退', 'worker declined'],
      ['host_declined', '受入企業の辞退', 'host declined'],
      ['owner_declined', '事業主の辞退', 'owner declined'],
      ['no_contact', '連絡が取れない', 'no contact'],
      ['economic_change', '経済情勢の変化', 'economic change'],
    ]),
  ),
  hold: withoutSides(
    listOfCodes(labels('保留の理由', 'reason for holding'), [
      ['owner_request', '事業主の希望', 'owner’s request'],
      ['season', '季節的事情', 'season'],
      ['grant_decision_pending', '助成金の決定待ち', 'grant decision pending'],
      ['consent', '同意の確認中', 'consent'],
    ]),
  ),
  reassign: withoutSides(
    listOfCodes(labels('担当変更の理由', 'reason for another advisor'), [
      ['absence', '担当者の不在', 'advisor is absent'],
      ['workload', '業務量の調整', 'workload'],
      ['expertise', '専門性', 'expertise'],
      ['client_request', '企業の希望', 'the company’s wish'],
      ['conflict', '利益相反', 'conflict of interest'],
      ['other', 'その他', 'other'],
    ]),
  ),
  breakGlass: withoutSides(
    listOfCodes(labels('緊急閲覧の理由', 'reason for emergency access'), [
      ['safety', '安全の確保', 'safety'],
      ['statutory_deadline', '法定期限', 'statutory deadline'],
      ['colleague_absent', '担当者の不在', 'colleague absent'],
      ['complaint', '苦情対応', 'complaint'],
      ['other', 'その他', 'other'],
    ]),
  ),
  introductionDeclined: withoutSides(
    listOfCodes(labels('受任しない理由', 'reason for declining an introduction'), [
      ['conflict', '利益相反', 'conflict of interest'],
      ['workload', '業務多忙', 'workload'],
      ['specialty', '専門外', 'outside the specialty'],
      ['distance', '遠方', 'distance'],
      ['no_reply', '返答なし', 'no reply'],
    ]),
  ),
  reopen: withoutSides(
    listOfCodes(labels('再開の理由', 'reason for reopening'), [
      ['owner_request', '事業主の希望', 'owner’s request'],
      ['new_information', '新たな情報', 'new information'],
      ['circumstances_changed', '事情の変化', 'circumstances changed'],
      ['closed_in_error', '誤って終了', 'closed in error'],
      ['other', 'その他', 'other'],
    ]),
  ),
  extend: withoutSides(
    listOfCodes(labels('期限を延ばす理由', 'reason for extending a deadline'), [
      ['owner_request', '事業主の希望', 'at the owner’s request'],
      ['third_party', '第三者の回答待ち', 'somebody else’s answer is awaited'],
      ['staff_absence', '担当者の不在', 'staff is absent'],
      ['disaster', '災害・荒天', 'disaster or weather'],
      ['other', 'その他', 'other'],
    ]),
  ),
  waive: withoutSides(
    listOfCodes(labels('期限を免除する理由', 'reason for waiving a deadline'), [
      ['owner_request', '事業主の希望', 'at the owner’s request'],
      ['done_otherwise', '別の形で対応済み', 'done in another way'],
      ['not_needed', '対応が不要になった', 'not needed any more'],
      ['entered_in_error', '誤って登録', 'entered in error'],
      ['disaster', '災害・荒天', 'disaster or weather'],
      ['other', 'その他', 'other'],
    ]),
  ),
  taskReturned: withoutSides(
    listOfCodes(labels('タスクを戻す理由', 'reason for giving a task back'), [
      ['workload', '業務多忙', 'workload'],
      ['absence', '不在', 'absence'],
      ['wrong_team', '担当外', 'not for this team'],
      ['conflict', '利益相反', 'conflict of interest'],
      ['other', 'その他', 'other'],
    ]),
  ),
  absence: withoutSides(
    listOfCodes(labels('不在の理由', 'reason for an absence'), [
      ['leave', '休暇', 'leave'],
      ['illness', '病気', 'illness'],
      ['business_trip', '出張', 'business trip'],
      ['training', '研修', 'training'],
      ['other', 'その他', 'other'],
    ]),
  ),
  suspendOffice: withoutSides(
    listOfCodes(labels('業務停止の理由', 'reason for suspending an office'), [
      ['disaster', '災害', 'disaster'],
      ['staff_shortage', '人員不足', 'shortage of staff'],
      ['relocation', '移転', 'relocation'],
      ['system_failure', '設備・システム障害', 'failure of equipment or systems'],
      ['other', 'その他', 'other'],
    ]),
  ),
};
