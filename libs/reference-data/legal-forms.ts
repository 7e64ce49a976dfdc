import { deeplyFrozen } from './frozen.ts';

/** A company's legal form with the ways it is written besides its name; all in folded form (see `fold-table.ts`). */
export interface LegalForm {
  readonly name: string;
  /** What stands in parentheses: `(株)`. */
  readonly abbreviations: readonly string[];
  /** What bank records write: `カ)` before the name, `(カ` after it. */
  readonly bankKana: string | null;
}

/** In the order in which they are tried: a form whose name holds another's stands before it (一般社団法人, 社団法人). */
const table: readonly (readonly [name: string, abbreviations: readonly string[], bankKana: string | null])[] = [
  ['株式会社', ['株'], 'カ'],
  ['有限会社', ['有'], 'ユ'],
  ['合同会社', ['同'], 'ド'],
  ['合名会社', ['名'], 'メ'],
  ['合資会社', ['資'], 'シ'],
  ['相互会社', ['相'], 'ソ'],
  ['一般社団法人', ['一社'], 'シヤ'],
  ['公益社団法人', ['公社'], null],
  ['社団法人', ['社'], null],
  ['一般財団法人', ['一財'], 'ザイ'],
  ['公益財団法人', ['公財'], null],
  ['財団法人', ['財'], null],
  ['医療法人社団', [], null],
  ['医療法人財団', [], null],
  ['社会医療法人', [], null],
  ['医療法人', ['医'], 'イ'],
  ['社会福祉法人', ['福', '社福'], 'フク'],
  ['学校法人', ['学'], 'ガク'],
  ['宗教法人', ['宗'], 'シユウ'],
  ['特定非営利活動法人', ['特非', 'npo'], 'トクヒ'],
  ['農事組合法人', ['農'], 'ノウ'],
  ['協同組合', ['協'], null],
  ['社会保険労務士法人', [], 'ロウム'],
  ['税理士法人', [], 'ゼイ'],
  ['弁護士法人', [], 'ベン'],
];

export const legalForms: readonly LegalForm[] = deeplyFrozen(
  table.map(([name, abbreviations, bankKana]) => ({ name, abbreviations, bankKana })),
);

/** Writes abbreviations out in full: `(株)浜名精工` → `株式会社浜名精工`, `npo法人`. Expects folded text in lower case. */
export function withFullLegalForms(text: string): string {
  return text
    .replace(/npo法人/gu, '特定非営利活動法人')
    .replace(/\(([^()]{1,2}|npo)\)/gu, (written, abbreviation: string) => {
      const form = legalForms.find(({ abbreviations }) => abbreviations.includes(abbreviation));
      return form?.name ?? written;
    });
}
