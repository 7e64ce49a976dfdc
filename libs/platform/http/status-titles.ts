import type { BilingualText } from './preferred-language.ts';

const MALFORMED: BilingualText = { en: 'The request is malformed', ja: 'リクエストの形式が正しくありません' };
const BROKEN: BilingualText = { en: 'Something went wrong here', ja: 'サーバーで問題が発生しました' };

const TITLES: { readonly [status: number]: BilingualText } = {
  400: MALFORMED,
  401: { en: 'Sign-in is required', ja: '認証が必要です' },
  403: { en: 'Not permitted', ja: '権限がありません' },
  404: { en: 'Not found', ja: '見つかりません' },
  405: { en: 'The method is not offered here', ja: 'このメソッドは利用できません' },
  406: { en: 'Not available in the form asked for', ja: '要求された形式では提供できません' },
  408: { en: 'The request took too long to arrive', ja: 'リクエストの受信が時間切れになりました' },
  409: { en: 'Not possible now', ja: '現在の状態では実行できません' },
  410: { en: 'Gone', ja: '既に失われています' },
  412: { en: 'It has changed meanwhile', ja: 'その間に変更されています' },
  413: { en: 'The request is too large', ja: 'リクエストが大きすぎます' },
  414: { en: 'The address is too long', ja: 'URL が長すぎます' },
  415: { en: 'The media type is not accepted', ja: 'このメディアタイプは受け付けられません' },
  422: { en: 'Against a rule', ja: '規則に反しています' },
  429: { en: 'Too many requests', ja: 'リクエストが多すぎます' },
  431: { en: 'The headers are too large', ja: 'ヘッダーが大きすぎます' },
  500: BROKEN,
  503: { en: 'Not available just now', ja: '現在利用できません' },
};

/** A status in words, for problems that bring no title of their own. */
export function statusTitle(status: number): BilingualText {
  return TITLES[status] ?? (status < 500 ? MALFORMED : BROKEN);
}
