import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hamana, Narrator, onOneDay, playMainJob } from '#apps/cli';
import { ServiceUnderTest } from './service-under-test.ts';

/** Everything about persons and every free text of the story, as it was sent. */
const personal = [
  hamana.company,
  hamana.kana,
  hamana.owner,
  hamana.consultant,
  hamana.consultantNumber,
  ...hamana.workers,
  '0530000000',
  'owner@hamana.example.jp',
  '8月から10月の受注が前年比18%減',
  '解雇せず、出向で雇用を維持したい',
  '出向できるのは何名ですか',
  'CNCオペレーター3名です',
  '6か月の在籍型出向を希望',
  'CNCオペレーター2名、6か月の在籍型出向',
  '現場を確認。出向候補者2名と面談',
  '在籍型出向の成立状況',
  '今月の成立は2件',
];

test('nothing personal stands in plain in the log, the rows or the service’s output', async () => {
  const service = new ServiceUnderTest({ LOG_LEVEL: 'debug' });
  const output = join(service.dataDir, 'output.log');
  const descriptor = openSync(output, 'a');
  await service.start({}, descriptor);
  const ids = await playMainJob({
    people: await service.people(),
    cast: hamana,
    narrator: new Narrator(() => undefined),
    days: onOneDay(new Date().toISOString()),
  });
  const { consultant } = await service.people();
  // What is searched for and what is refused must not leave a trace either.
  expect(await consultant.list(`/clients?q=${encodeURIComponent('浜名')}`)).toHaveLength(1);
  await expect(consultant.command('/clients', { name: hamana.owner, fee: hamana.owner })).rejects.toMatchObject({
    status: 400,
  });
  await service.end();
  closeSync(descriptor);

  const files = readdirSync(service.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  const holds = (text: string) => files.filter(({ bytes }) => bytes.includes(text)).map(({ name }) => name);
  // The search itself works: ids and codes stand there in clear.
  expect(holds(ids.referralId)).toEqual(expect.arrayContaining(['events.db', 'read-models.db']));
  expect(holds('"route":"/clients"')).toEqual(['output.log']);
  expect(Object.fromEntries(personal.map((text) => [text, holds(text)]))).toEqual(
    Object.fromEntries(personal.map((text) => [text, []])),
  );
  await service.remove();
});
