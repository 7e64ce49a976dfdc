import fc from 'fast-check';
import { companyNameKey } from './company-name.ts';

describe('the matching key of a company name', () => {
  test.each([
    '株式会社浜名精工',
    '㈱浜名精工',
    '(株)浜名精工',
    '（株）浜名精工',
    '㍿浜名精工',
    '株式會社 濵名精工',
    '株式会社　浜名　精工',
    '株式会社浜名・精工',
  ])('%s is 株式会社浜名精工', (name) => {
    expect(companyNameKey(name)).toEqual({
      key: '株式会社|浜名精工',
      legalForm: '株式会社',
      position: 'before',
      core: '浜名精工',
    });
  });

  test('前株 and 後株 are different companies', () => {
    expect(companyNameKey('株式会社アシスト').key).toBe('株式会社|アシスト');
    expect(companyNameKey('アシスト株式会社').key).toBe('アシスト|株式会社');
    expect(companyNameKey('アシスト㈱')).toEqual({
      key: 'アシスト|株式会社',
      legalForm: '株式会社',
      position: 'after',
      core: 'アシスト',
    });
  });

  test.each([
    ['ｶ)ｱｼｽﾄ', '株式会社|アシスト'],
    ['ｱｼｽﾄ(ｶ', 'アシスト|株式会社'],
    ['有限会社こしじ建設工業', '有限会社|こしじ建設工業'],
    ['㈲こしじ建設工業', '有限会社|こしじ建設工業'],
    ['ユ)コシジ', '有限会社|コシジ'],
    ['合同会社みらい', '合同会社|みらい'],
    ['(同)みらい', '合同会社|みらい'],
    ['ド)ミライ', '合同会社|ミライ'],
    ['社会保険労務士法人大石', '社会保険労務士法人|大石'],
    ['ロウム)オオイシ', '社会保険労務士法人|オオイシ'],
    ['一般社団法人はまな', '一般社団法人|はまな'],
    ['はまな一般社団法人', 'はまな|一般社団法人'],
    ['医療法人社団みらい', '医療法人社団|みらい'],
    ['医療法人みらい', '医療法人|みらい'],
    ['みらい社会医療法人', 'みらい|社会医療法人'],
    ['(一財)みらい', '一般財団法人|みらい'],
    ['ＮＰＯ法人みらい', '特定非営利活動法人|みらい'],
    ['ＡＢＣ　Ｔｅｃｈ株式会社', 'abctech|株式会社'],
    ['株式会社エ−ス', '株式会社|エース'],
    ['キャノン株式会社', 'キヤノン|株式会社'],
    ['浜名精工', '浜名精工'],
    ['株式会社', '株式会社'],
    ['(株)', '株式会社'],
  ])('%s has the key %s', (name, key) => {
    expect(companyNameKey(name).key).toBe(key);
  });

  test('characters that NFKC leaves apart are folded', () => {
    expect(companyNameKey('株式会社髙﨑').key).toBe(companyNameKey('株式会社高崎').key);
    expect(companyNameKey('渡邉工業株式会社').key).toBe(companyNameKey('渡辺工業株式会社').key);
    expect(companyNameKey('A−B株式会社').key).toBe(companyNameKey('A–B株式会社').key);
  });

  test('any text has a key', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => typeof companyNameKey(name).key === 'string'));
  });
});
