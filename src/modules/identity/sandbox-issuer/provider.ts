import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { callbackPaths } from '../sign-in/sign-in-service.ts';
import { type Account, readAccounts } from './accounts.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { issuerPath, pagesPath, sandboxClients, sandboxKey, sandboxSecret } from './sandbox-site.ts';
import { storeOf } from './store.ts';

/** The sandbox issuer: a real OpenID Provider over fictional accounts. */
function makeProvider(house: House, accounts: ReadonlyMap<string, Account>, errorPage: string): Provider {
  const clients = sandboxClients(house);
  const client = (kind: 'citizen' | 'staff') => ({
    client_id: clients[kind].id,
    client_secret: clients[kind].secret,
    redirect_uris: [`${house.config.publicUrl}${callbackPaths[kind]}`],
    grant_types: ['authorization_code' as const],
    response_types: ['code' as const],
    id_token_signed_response_alg: 'ES256' as const,
  });
  const configuration: Configuration = {
    adapter: storeOf(house),
    clients: [client('citizen'), client('staff')],
    jwks: { keys: [sandboxKey(house)] },
    cookies: {
      keys: [sandboxSecret(house, 'cookies').toString('base64url')],
      names: { interaction: 'tb_idp_i', resume: 'tb_idp_r', session: 'tb_idp_s' },
      long: { path: issuerPath },
    },
    scopes: ['openid', 'profile', 'document', 'phone', 'email'],
    claims: {
      openid: ['sub'],
      profile: ['name'],
      document: ['document_type', 'document_number', 'identity_level'],
      phone: ['phone_number'],
      email: ['email'],
    },
    // Code flow only: the token goes from server to server, never through a browser.
    responseTypes: ['code'],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false }, userinfo: { enabled: true } },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AuthorizationCode: 60, AccessToken: 60, IdToken: 60 },
    interactions: { url: (_ctx, interaction) => `${pagesPath}/${interaction.uid}` },
    findAccount: (_ctx, key) => {
      const account = accounts.get(key);
      return (
        account && {
          accountId: key,
          claims: () => ({
            sub: key,
            name: account.name,
            document_type: '111',
            document_number: account.number,
            identity_level: 3,
            ...(account.phone === null ? {} : { phone_number: account.phone }),
            ...(account.email === null ? {} : { email: account.email }),
          }),
        }
      );
    },
    // Nothing to consent to: issuer and site are the same demonstration.
    loadExistingGrant: async (ctx) => grantFor(ctx),
    renderError: (ctx) => {
      ctx.type = 'html';
      ctx.body = errorPage;
    },
  };
  const provider = new Provider(`${house.config.publicUrl}${issuerPath}`, configuration);
  // Behind a reverse proxy, and when this process asks itself, the public address is in the forwarded headers.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => house.log.warn({ error: error.name }, 'sandbox issuer'));
  return provider;
}

async function grantFor(ctx: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']>> {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) throw new errors.AccessDenied();
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile document phone email');
  await grant.save();
  return grant;
}

/** The sandbox issuer as the door that mounts it sees it. */
export type SandboxIssuer = {
  accounts: readonly Account[];
  /** Answers a request of the protocol; its address is relative to the issuer. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The sign-in a browser is in the middle of, and which side it is for. */
  underWay(request: IncomingMessage, response: ServerResponse): Promise<{ uid: string; side: 'citizen' | 'staff' } | undefined>;
  /** Somebody was chosen, or nobody: where the browser goes now. */
  settle(request: IncomingMessage, response: ServerResponse, account: string | null): Promise<string | undefined>;
};

/**
 * Opens the sandbox issuer of the demonstration: a labelled sign-in over the fictional people of `demo/city`.
 * @throws Problem forbidden `identity.no-demo` in a production environment.
 */
export function openSandboxIssuer(house: House, errorPage: string): SandboxIssuer {
  if (house.config.env === 'production')
    throw problem(
      'forbidden',
      'identity.no-demo',
      { zh: '正式环境不能用示范登录。', en: 'A production site cannot use the demonstration sign-in.' },
      { zh: '请写明OIDC_ISSUER。', en: 'Please set OIDC_ISSUER.' },
    );
  const accounts = new Map(readAccounts().map((account) => [account.key, account]));
  const provider = makeProvider(house, accounts, errorPage);
  const answer = provider.callback();
  return {
    accounts: [...accounts.values()],
    answer: async (request, response) => answer(request, response),
    underWay: async (request, response) => {
      const details = await provider.interactionDetails(request, response).catch(() => undefined);
      return details && { uid: details.uid, side: details.params['client_id'] === sandboxClients(house).staff.id ? 'staff' : 'citizen' };
    },
    settle: async (request, response, account) => {
      const result =
        account !== null && accounts.has(account)
          ? { login: { accountId: account } }
          : { error: 'access_denied', error_description: 'cancelled' };
      return provider.interactionResult(request, response, result, { mergeWithLastSubmission: false }).catch(() => undefined);
    },
  };
}
