import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intakeActor, outcome, SignInSetUp } from './sign-in.fixture.ts';

const setUp = new SignInSetUp();

describe('the development issuer', () => {
  test('does not start in production', async () => {
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(setUp.issuer()).rejects.toThrow(
        /does not start with NODE_ENV=production: write the address of your OpenID Connect provider into OIDC_ISSUER/,
      );
    } finally {
      process.env['NODE_ENV'] = 'test';
    }
  });

  test('hands a named user a token over HTTP, and lists the users', async () => {
    const issuer = await setUp.issuer();
    const response = await fetch(`${issuer.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({ user: 'intake-13' }),
    });
    const answer = (await response.json()) as { access_token: string };
    expect(answer).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 28_800 });
    expect(await outcome(setUp.verifier(issuer.url), answer.access_token)).toEqual(intakeActor);
    expect(await (await fetch(issuer.url)).text()).toEqual(
      [
        `Sign in with: curl -d user=<name> ${issuer.url}/token`,
        '',
        'intake-13\tintake of iesc-13\tintake in Tokyo',
        'auditor\tauditor of court\treads all',
        '',
      ].join('\n'),
    );
  });

  test('refuses whom it does not know, and hosts that are not loopback', async () => {
    const issuer = await setUp.issuer();
    const unknown = await fetch(`${issuer.url}/token`, { method: 'POST', body: new URLSearchParams({ user: 'root' }) });
    expect([unknown.status, await unknown.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'user=<name> takes one of: intake-13, auditor' },
    ]);
    await expect(issuer.mint('root')).rejects.toThrow('There is no development user "root".');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const url = new URL(issuer.url);
      httpRequest({ host: '127.0.0.1', port: url.port, headers: { host: 'evil.example' } }, ({ statusCode }) => {
        resolve(statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toEqual(403);
  });

  test('keeps its keys where it is told to, for its owner only, so that tokens survive a restart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tasuki-issuer-'));
    setUp.closing.push(() => rm(directory, { recursive: true }));
    const first = await setUp.issuer({ directory });
    const port = Number(new URL(first.url).port);
    const token = await first.mint('intake-13');
    await first.close();
    const second = await setUp.issuer({ directory, port });
    expect(await outcome(setUp.verifier(second.url), token)).toEqual(intakeActor);
    const file = join(directory, 'development-issuer-keys.json');
    expect((await stat(file)).mode & 0o777).toEqual(0o600);
    const published = await (await fetch(`${second.url}/jwks`)).text();
    const { d } = (JSON.parse(await readFile(file, 'utf8')) as { jwk: { d: string } }[])[0]!.jwk;
    expect(published).not.toContain(d);
  });
});
