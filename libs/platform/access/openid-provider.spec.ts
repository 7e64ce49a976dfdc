import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { roleTable } from './role.ts';
import { TokenVerifier } from './token-verifier.ts';

const audience = 'urn:tasuki:api';

/** A certified OpenID provider, for one client that signs in as itself. */
async function startProvider(port: number, keys: JWK[]): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, {
    jwks: { keys },
    clients: [
      {
        client_id: 'intake-13',
        client_secret: 'not a secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    extraTokenClaims: () => ({ tasuki_org: 'iesc', tasuki_office: 'iesc-13', tasuki_role: 'intake' }),
    ttl: { ClientCredentials: 600 },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: () => ({
          audience,
          scope: '',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  });
  server.on('request', provider.callback());
  return { url, server };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('intake-13:not+a+secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

// It warns that its storage is in memory only, which is all this needs.
beforeAll(() => void jest.spyOn(console, 'warn').mockReturnValue());
afterAll(() => jest.restoreAllMocks());

test('tokens of a certified OpenID provider are understood, before and after it changes its keys', async () => {
  const actor = { userId: 'intake-13', org: 'iesc', officeId: 'iesc-13', role: 'intake' };
  const first = await newKey('first');
  const provider = await startProvider(0, [first]);
  const verifier = new TokenVerifier({
    issuer: provider.url,
    audience,
    roles: roleTable([{ name: 'intake', org: 'iesc', scope: 'office' }]),
    keyCooldownMs: 0,
  });
  try {
    expect(await verifier.verify(await signIn(provider.url))).toEqual(actor);
  } finally {
    await stop(provider.server);
  }

  const again = await startProvider(Number(new URL(provider.url).port), [await newKey('second'), first]);
  try {
    expect(await verifier.verify(await signIn(again.url))).toEqual(actor);
  } finally {
    await stop(again.server);
  }
});
