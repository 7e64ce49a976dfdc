import type { Day } from './day.ts';
import { deeplyFrozen } from './frozen.ts';
import type { Labels } from './labels.ts';

/** `check`: sources disagree or are stale, to be verified with the labour bureau before it is mentioned. */
export type GrantStatus = 'open' | 'check' | 'abolished';

/** Who files the application, by the part it plays in the move. */
export type GrantApplicant =
  'sending_employer' | 'receiving_employer' | 'hiring_employer' | 'employer' | 'employers_association';

/**
 * One employment grant as a thing to ask a consultant about. Knowing that it exists is information; whether a company
 * may have it is the consultant's work (社労士法2条, 27条), so the catalogue holds no amounts and gives no verdict.
 */
export interface Grant {
  readonly code: string;
  readonly labels: Labels;
  /** What it is for, in a phrase. */
  readonly purpose: Labels;
  readonly appliedForBy: readonly GrantApplicant[];
  readonly status: GrantStatus;
  /** First and last day on which it may be mentioned, both inclusive; null where no date is known. */
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

type Term = readonly [ja: string, en: string];
type Validity = Pick<Grant, 'validFrom' | 'validTo'>;

const grant = (
  code: string,
  status: GrantStatus,
  [ja, en]: Term,
  [purposeJa, purposeEn]: Term,
  appliedForBy: readonly GrantApplicant[],
  validity: Validity = { validFrom: null, validTo: null },
): Grant => ({
  code,
  labels: { ja, en },
  purpose: { ja: purposeJa, en: purposeEn },
  appliedForBy,
  status,
  ...validity,
});

/**
 * All grants ever listed, abolished ones too: cases of earlier years name them. Compiled on 2025-10-22, for the fiscal year
 * 2025; the ministry changes the grants every April and their daily caps every August.
 */
export const grantCatalogue: readonly Grant[] = deeplyFrozen([
  grant(
    'KOCHO',
    'open',
    ['雇用調整助成金', 'Employment Adjustment Subsidy'],
    ['休業・教育訓練・出向による雇用維持', 'keeping staff by leave, training or secondment'],
    ['sending_employer'],
  ),
  grant(
    'SANKO-SKILL',
    'open',
    ['産業雇用安定助成金（スキルアップ支援コース）', 'Industrial Employment Stabilization Subsidy – skill-up'],
    ['スキルアップのための在籍型出向と復帰後の賃上げ', 'secondment to learn, with a higher wage after the return'],
    ['sending_employer'],
  ),
  grant(
    'SANKO-RENKEI',
    'open',
    [
      '産業雇用安定助成金（産業連携人材確保等支援コース）',
      'Industrial Employment Stabilization Subsidy – industry-linked hiring',
    ],
    ['事業再構築等に必要な専門人材の雇入れ', 'hiring of specialists for a restructured business'],
    ['hiring_employer'],
  ),
  grant(
    'SANKO-SAIGAI',
    'open',
    [
      '産業雇用安定助成金（災害特例人材確保支援コース）',
      'Industrial Employment Stabilization Subsidy – disaster special',
    ],
    ['能登半島地震等の被災地域における在籍型出向', 'secondment from the area of the Noto earthquake'],
    ['sending_employer', 'receiving_employer'],
    { validFrom: '2024-12-17', validTo: '2026-12-31' },
  ),
  grant(
    'SANKO-IJI',
    'abolished',
    ['産業雇用安定助成金（雇用維持支援コース）', 'Industrial Employment Stabilization Subsidy – job retention'],
    ['新型コロナウイルス感染症の影響下の在籍型出向', 'secondment under the effects of COVID-19'],
    ['sending_employer', 'receiving_employer'],
    { validFrom: null, validTo: '2023-10-31' },
  ),
  grant(
    'SOKI-SAISHU',
    'open',
    ['早期再就職支援等助成金（再就職支援コース）', 'Early Re-employment Subsidy – outplacement'],
    ['離職する労働者の再就職支援の委託', 'contracting a placement agency for people who leave'],
    ['sending_employer'],
  ),
  grant(
    'SOKI-YATOI',
    'open',
    ['早期再就職支援等助成金（雇入れ支援コース）', 'Early Re-employment Subsidy – hiring'],
    ['再就職援助計画の対象者の早期雇入れ', 'early hiring of people listed in a re-employment plan'],
    ['hiring_employer'],
  ),
  grant(
    'SOKI-CHUTO',
    'open',
    ['早期再就職支援等助成金（中途採用拡大コース）', 'Early Re-employment Subsidy – mid-career expansion'],
    ['中途採用率の拡大', 'a larger share of mid-career hires'],
    ['hiring_employer'],
  ),
  grant(
    'SOKI-UIJ',
    'check',
    ['早期再就職支援等助成金（UIJターンコース）', 'Early Re-employment Subsidy – UIJ-turn'],
    ['東京圏からの移住者の採用', 'hiring of people who move from the Tokyo area'],
    ['hiring_employer'],
  ),
  grant(
    'TOKKAI-KONNAN',
    'check',
    ['特定求職者雇用開発助成金（特定就職困難者コース）', 'Subsidy for Hiring Specified Job Seekers – hard to place'],
    ['高年齢者・障害者・母子家庭の母等の雇入れ', 'hiring of older or disabled people, single parents and others'],
    ['hiring_employer'],
  ),
  grant(
    'TOKKAI-CHUKONEN',
    'open',
    [
      '特定求職者雇用開発助成金（中高年層安定雇用支援コース）',
      'Subsidy for Hiring Specified Job Seekers – mid-age stable employment',
    ],
    ['不安定就労の中高年層の正規雇用', 'regular employment of people of 35 to 59 with irregular careers'],
    ['hiring_employer'],
    { validFrom: '2025-04-01', validTo: null },
  ),
  grant(
    'TOKKAI-HATTATSU',
    'open',
    [
      '特定求職者雇用開発助成金（発達障害者・難治性疾患患者雇用開発コース）',
      'Subsidy for Hiring Specified Job Seekers – developmental disability, intractable disease',
    ],
    [
      '発達障害者・難治性疾患患者の雇入れ',
      'hiring of people with a developmental disability or an intractable disease',
    ],
    ['hiring_employer'],
  ),
  grant(
    'TOKKAI-SEIHO',
    'open',
    [
      '特定求職者雇用開発助成金（生活保護受給者等雇用開発コース）',
      'Subsidy for Hiring Specified Job Seekers – welfare recipients',
    ],
    ['生活保護受給者等の雇入れ', 'hiring of welfare recipients and others'],
    ['hiring_employer'],
  ),
  grant(
    'TOKKAI-SEICHO',
    'open',
    [
      '特定求職者雇用開発助成金（成長分野等人材確保・育成コース）',
      'Subsidy for Hiring Specified Job Seekers – growth fields',
    ],
    ['成長分野等の業務への雇入れ', 'hiring for work in growth fields'],
    ['hiring_employer'],
  ),
  grant(
    'JINKAKU-KANRI',
    'open',
    [
      '人材確保等支援助成金（雇用管理制度・雇用環境整備助成コース）',
      'Subsidy for Securing Human Resources – management and environment',
    ],
    ['雇用管理制度・雇用環境の整備による離職率の低下', 'a lower turnover by new personnel systems and equipment'],
    ['employer'],
  ),
  grant(
    'JINKAKU-GAIKOKU',
    'open',
    [
      '人材確保等支援助成金（外国人労働者就労環境整備助成コース）',
      'Subsidy for Securing Human Resources – foreign workers',
    ],
    ['外国人労働者の就労環境の整備', 'a working environment for foreign workers'],
    ['employer'],
  ),
  grant(
    'JINKAKU-TELE',
    'open',
    ['人材確保等支援助成金（テレワークコース）', 'Subsidy for Securing Human Resources – telework'],
    ['テレワークの導入・定着', 'introduction of telework'],
    ['employer'],
  ),
  grant(
    'JINKAKU-DANTAI',
    'open',
    ['人材確保等支援助成金（中小企業団体助成コース）', 'Subsidy for Securing Human Resources – SME associations'],
    ['中小企業団体による労働環境向上事業', 'better working conditions through an association of SMEs'],
    ['employers_association'],
  ),
  grant(
    'JINKAKU-KENSETSU',
    'open',
    ['人材確保等支援助成金（建設分野のコース）', 'Subsidy for Securing Human Resources – construction'],
    ['建設分野の雇用管理・魅力ある職場づくり', 'employment management and attractive workplaces in construction'],
    ['employer', 'employers_association'],
  ),
  grant(
    'OVER65-KEIZOKU',
    'open',
    ['65歳超雇用推進助成金（65歳超継続雇用促進コース）', 'Over-65 Employment Promotion Subsidy – continued employment'],
    [
      '定年の引上げ・廃止、他社による継続雇用制度の導入',
      'a higher or no retirement age, or continued employment at another company',
    ],
    ['employer'],
  ),
  grant(
    'OVER65-HYOKA',
    'open',
    [
      '65歳超雇用推進助成金（高年齢者評価制度等雇用管理改善コース）',
      'Over-65 Employment Promotion Subsidy – evaluation',
    ],
    ['高年齢者の評価・賃金制度等の整備', 'evaluation and pay systems for older workers'],
    ['employer'],
  ),
  grant(
    'OVER65-MUKI',
    'open',
    [
      '65歳超雇用推進助成金（高年齢者無期雇用転換コース）',
      'Over-65 Employment Promotion Subsidy – permanent conversion',
    ],
    ['高年齢の有期契約労働者の無期転換', 'permanent contracts for older workers'],
    ['employer'],
  ),
  grant(
    'TRIAL',
    'open',
    ['トライアル雇用助成金', 'Trial Employment Subsidy'],
    ['就職が困難な求職者の試行雇用', 'trial employment of hard-to-place job seekers'],
    ['hiring_employer'],
  ),
  grant(
    'CAREERUP',
    'open',
    ['キャリアアップ助成金', 'Career-up Subsidy'],
    ['非正規雇用労働者の正社員化・処遇改善', 'regular employment and better terms for irregular workers'],
    ['employer'],
  ),
  grant(
    'CHIIKI',
    'open',
    ['地域雇用開発助成金', 'Regional Employment Development Subsidy'],
    ['指定地域における事業所の設置と雇入れ', 'new jobs in designated areas'],
    ['employer'],
  ),
]);

const byCode: ReadonlyMap<string, Grant> = new Map(grantCatalogue.map((entry) => [entry.code, entry]));

/** The grant of a code; undefined when the catalogue has none. */
export const grantOf = (code: string): Grant | undefined => byCode.get(code);

/** The grants that may be mentioned on a day: those whose validity holds it, whatever their status was marked since. */
export const grantsOn = (day: Day): readonly Grant[] =>
  grantCatalogue.filter(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo),
  );
