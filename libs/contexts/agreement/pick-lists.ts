import type { Labels } from '#reference-data';
import { listOfCodes, type CodeList } from './list-of-codes.ts';

export type CodeListName =
  | 'circumstances'
  | 'backgrounds'
  | 'urgencies'
  | 'supportKinds'
  | 'supportChannels'
  | 'contactChannels'
  | 'contactResults'
  | 'referralOutcomes'
  | 'secondmentPurposes'
  | 'consentPurposes'
  | 'consentItems'
  | 'consentRecipients'
  | 'consentMethods'
  | 'grantDecisions'
  | 'bulletinTopics'
  | 'exchangeLevels'
  | 'exchangeTopics';

const labels = (ja: string, en: string): Labels => ({ ja, en });

/** Lists that both versions share. Where a list's codes are sourced, its comment says so; the others are our proposal. */
export const sharedLists: Readonly<
  Omit<Record<CodeListName, CodeList>, 'circumstances' | 'bulletinTopics' | 'supportKinds'>
> = {
  // Cost, labour shortage and orders are what the agreement of 2025 names as its background.
  backgrounds: listOfCodes(labels('背景', 'background'), [
    ['cost', '原材料費・人件費の上昇', 'rising cost'],
    ['labour_shortage', '人手不足', 'labour shortage'],
    ['orders', '受注の変動', 'change of orders'],
    ['other', 'その他', 'other'],
  ]),
  urgencies: listOfCodes(labels('緊急度', 'urgency'), [
    ['normal', '通常', 'normal'],
    ['urgent', '急ぎ', 'urgent'],
    ['immediate', '至急', 'immediate'],
  ]),
  supportChannels: listOfCodes(labels('支援依頼の経路', 'how the request for support came'), [
    ['referral', '社労士からの取次', 'referral by a consultant'],
    ['recommendation_code', '勧奨コードの提示', 'recommendation code'],
    ['direct', '直接の申出', 'direct'],
    ['visit', '訪問時', 'during a visit'],
    ['phone', '電話', 'telephone'],
  ]),
  contactChannels: listOfCodes(labels('連絡手段', 'means of contact'), [
    ['phone', '電話', 'telephone'],
    ['email', '電子メール', 'e-mail'],
    ['visit', '訪問', 'visit'],
    ['online', 'オンライン', 'online meeting'],
    ['letter', '郵送', 'letter'],
  ]),
  contactResults: listOfCodes(labels('連絡の結果', 'result of an attempt at contact'), [
    ['no_answer', '応答なし', 'no answer'],
    ['message_left', '伝言を依頼', 'message left'],
    ['called_back_later', '折返し待ち', 'will call back'],
    ['wrong_contact', '連絡先の誤り', 'wrong contact'],
  ]),
  referralOutcomes: listOfCodes(labels('取次の結果', 'outcome of a referral'), [
    ['established', '成立', 'established'],
    ['not_established', '不成立', 'not established'],
    ['owner_declined', '事業主の辞退', 'owner declined'],
    ['no_contact', '連絡が取れない', 'no contact'],
    ['handled_elsewhere', '他機関で対応', 'handled elsewhere'],
  ]),
  // The four lawful aims of a secondment; for another one it may be a banned labour supply (職業安定法44条).
  secondmentPurposes: listOfCodes(labels('出向の目的', 'purpose of the secondment'), [
    ['EMPLOYMENT_MAINTENANCE', '雇用機会の確保', 'keeping employment instead of dismissal'],
    ['GUIDANCE', '経営指導・技術指導', 'management or technical guidance'],
    ['VOCATIONAL_DEVELOPMENT', '職業能力開発', 'vocational development'],
    ['GROUP_EXCHANGE', '企業グループ内の人事交流', 'exchange within a group of companies'],
  ]),
  consentPurposes: listOfCodes(labels('同意の目的', 'purpose of the consent'), [
    ['referral', '産業雇用安定センターへの取次', 'referral to IESC'],
    ['support', '支援の実施', 'support'],
    ['matching', 'マッチング', 'matching'],
    ['grant_consultation', '助成金相談・社労士の紹介', 'grant consultation and introduction of a consultant'],
    ['outcome_report', '結果の報告', 'report of the outcome'],
    ['publication', '事例の公表', 'publication of the case'],
  ]),
  consentItems: listOfCodes(labels('提供する項目', 'items provided'), [
    ['company_identity', '企業名・所在地・法人番号', 'company’s name, address and number'],
    ['contact', '担当者・連絡先', 'contact person and details'],
    ['headcount', '人数', 'headcount'],
    ['reason', '理由・背景', 'reason and background'],
    ['need', '支援ニーズ', 'need'],
    ['conditions', '労働条件', 'working conditions'],
    ['outcome', '支援の結果', 'outcome'],
    ['anonymous_profile', '匿名の職務経歴', 'anonymised profile'],
    ['named_profile', '氏名・職務経歴', 'named profile'],
  ]),
  consentRecipients: listOfCodes(labels('提供先', 'recipient'), [
    ['iesc', '産業雇用安定センター', 'IESC'],
    ['association', '都道府県社会保険労務士会', 'association of consultants'],
    ['consultant', '社会保険労務士', 'consultant'],
    ['counterpart_company', '相手企業', 'counterpart company'],
    ['public', '公表', 'the public'],
  ]),
  consentMethods: listOfCodes(labels('同意の方法', 'form of the consent'), [
    ['written', '書面', 'written'],
    ['electronic', '電子', 'electronic'],
    ['oral', '口頭', 'oral'],
  ]),
  // The agreement: consultants are recommended "where required"; the three other answers are our proposal.
  grantDecisions: listOfCodes(labels('助成金相談への対応', 'decision on a grant consultation'), [
    ['recommended', '社労士の活用を勧奨', 'consultant recommended'],
    ['not_required', '勧奨不要', 'not required'],
    ['own_consultant', '顧問社労士あり', 'has an own consultant'],
    ['owner_declined', '事業主が希望しない', 'owner declined'],
  ]),
  // Sourced: the agreement of 2025 names the national (中央) and the local (地方) level.
  exchangeLevels: listOfCodes(labels('情報交換のレベル', 'level of the exchange'), [
    ['national', '中央', 'national'],
    ['local', '地方', 'local'],
  ]),
  exchangeTopics: listOfCodes(labels('情報交換のテーマ', 'topic of the exchange'), [
    ['operating_status', '運営状況', 'operating status'],
    ['referrals', '取次の状況', 'referrals'],
    ['grants', '助成金', 'grants'],
    ['labour_market', '雇用情勢', 'labour market'],
    ['briefings', '研修・説明会', 'briefings and training'],
    ['cooperation', '連携の進め方', 'ways of cooperation'],
    ['other', 'その他', 'other'],
  ]),
};
