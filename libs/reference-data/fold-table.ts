import { withOneHyphen } from './hyphens.ts';

/**
 * Forms of one character that names mix freely and NFKC leaves apart, the groups set apart by spaces and each ending in the form they are folded to.
 * For matching and search only: what is shown stays as it was entered.
 */
const groups = `
  髙高 﨑嵜碕崎 邉邊辺 齋齊斎斉 澤沢 濵濱浜 廣広 嶋嶌島 眞真 德徳 國国 學学 會会 榮栄
  壽寿 櫻桜 瀧滝 龍竜 渕淵 冨富 峯峰 惠恵 實実 藏蔵 萬万 黑黒 靑青 曾曽 槙槇 莊荘 增増
  鐵鉄 豐豊 淺浅 彌弥 圓円 應応 關関 舊旧 藝芸 團団 醫医 驛駅 橫横 𠮷吉 凛凜 來来 兒児
  勳勲 嚴厳 爲為 條条 樂楽 氣気 淸清 燒焼 獨独 縣県 總総 聲声 螢蛍 譽誉 讓譲 賴頼 邨村
  郞郎 鄕郷 鷗鴎 麵麺 鹽塩 鶯鴬
`;

const folded: ReadonlyMap<string, string> = new Map(
  groups
    .trim()
    .split(/\s+/u)
    .flatMap((group) => {
      const forms = [...group];
      return forms.slice(0, -1).map((form): [string, string] => [form, forms.at(-1) ?? form]);
    }),
);

/** Small kana and the large ones they are written as in registers and bank records (キャノン, キヤノン; ヶ, ケ). */
const smallKana = 'ァィゥェォッャュョヮヵヶ';
const largeKana = 'アイウエオツヤユヨワカケ';

/**
 * Folds a text for matching: variant characters to one, small katakana to large, every hyphen to `-`, and a hyphen or
 * long-vowel mark to ー after katakana and to `-` elsewhere, since both keys are pressed for both. Expects NFKC text;
 * folding twice is folding once.
 */
export const foldForMatching = (text: string): string =>
  withOneHyphen([...text].map((character) => folded.get(character) ?? character).join(''))
    .replace(/[ァィゥェォッャュョヮヵヶ]/gu, (kana) => largeKana[smallKana.indexOf(kana)] ?? kana)
    .replace(/(?<=[ァ-ヺ])[-ー]+/gu, (marks) => 'ー'.repeat(marks.length))
    .replace(/(?<![ァ-ヺー])[-ー]+/gu, (marks) => '-'.repeat(marks.length));
