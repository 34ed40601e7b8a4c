import * as oidc from 'openid-client';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { callbackPaths, type ProvedPerson, type SignInService } from './sign-in-service.ts';

/** The relying party at one issuer; citizens and staff are two clients, so that an issuer may ask more of staff. */
export type OpenIdSite = {
  issuer: string;
  clients: Record<'citizen' | 'staff', { id: string; secret: string }>;
  /** How the issuer signs. */
  algorithm: string;
  /** Reaches an issuer that runs in this very process, whatever the public address is. */
  fetch?: oidc.CustomFetch;
};

const scope = 'openid profile document phone email';

/** Sign-in by OpenID Connect: code flow with PKCE, state and nonce. Discovery happens at the first sign-in, not at start. */
export function openIdService(house: House, site: OpenIdSite): SignInService {
  const found: Partial<Record<'citizen' | 'staff', Promise<oidc.Configuration>>> = {};
  const configuration = (kind: 'citizen' | 'staff'): Promise<oidc.Configuration> => {
    found[kind] ??= discover(kind).catch((error: unknown) => {
      delete found[kind];
      throw away(error);
    });
    return found[kind];
  };
  const discover = (kind: 'citizen' | 'staff'): Promise<oidc.Configuration> =>
    oidc.discovery(
      new URL(site.issuer),
      site.clients[kind].id,
      { client_secret: site.clients[kind].secret, id_token_signed_response_alg: site.algorithm },
      oidc.ClientSecretBasic(site.clients[kind].secret),
      {
        // Plain http only where the whole site is: the demonstration on one machine.
        execute: site.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
        timeout: 10,
        ...(site.fetch === undefined ? {} : { [oidc.customFetch]: site.fetch }),
      },
    );
  const away = (error: unknown): Problem => {
    house.log.warn(errorFields(error), 'sign-in service out of reach');
    return problem(
      'unavailable',
      'identity.issuer-away',
      { zh: '统一身份认证现在连不上。', en: 'The identity service is out of reach.' },
      {
        zh: '请过几分钟再试。急用可以带证件去窗口，或打服务电话。',
        en: 'Please try again in a few minutes, bring your document to a window, or call.',
      },
      { cause: error },
    );
  };
  return {
    async begin(kind) {
      const config = await configuration(kind);
      const verifier = oidc.randomPKCECodeVerifier();
      const state = oidc.randomState();
      const nonce = oidc.randomNonce();
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: `${house.config.publicUrl}${callbackPaths[kind]}`,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // Shared machines in halls and villages: whoever signs in says who he is each time.
        prompt: 'login',
      });
      return { url: url.href, state, nonce, verifier };
    },
    async finish(kind, cameBackTo, kept) {
      const config = await configuration(kind);
      try {
        const tokens = await oidc.authorizationCodeGrant(config, cameBackTo, {
          pkceCodeVerifier: kept.verifier,
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('no id token');
        const more = claims['document_number'] === undefined ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
        return proved({ ...claims, ...more }, claims.iss, claims.sub);
      } catch (error) {
        if (error instanceof Error && error.name === 'Problem') throw error;
        throw failed(error);
      }
    },
  };
}

function proved(claims: Record<string, unknown>, issuer: string, subject: string): ProvedPerson {
  const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  const person: ProvedPerson = {
    issuer,
    subject,
    name: text('name'),
    documentType: text('document_type'),
    number: text('document_number'),
    level: Number(claims['identity_level'] ?? 0),
    phone: text('phone_number') || null,
    email: text('email') || null,
  };
  if (person.name === '' || person.documentType === '' || person.number === '')
    throw problem(
      'forbidden',
      'identity.level-too-low',
      { zh: '这个账号还没有实名。', en: 'This account has no proved identity yet.' },
      {
        zh: '请先在统一身份认证做实名，或者带身份证去窗口办。',
        en: 'Please prove your identity with the identity service first, or bring your card to a window.',
      },
    );
  return person;
}

function failed(error: unknown): Problem {
  const denied = (error as { error?: string }).error === 'access_denied';
  return problem(
    'unauthenticated',
    'identity.sign-in-failed',
    denied ? { zh: '您取消了登录。', en: 'You cancelled signing in.' } : { zh: '登录没有成功。', en: 'Signing in did not succeed.' },
    {
      zh: '请重新登录一次。不登录也能看办事指南，或带证件去窗口办。',
      en: 'Please sign in again. Guides can be read without; windows help too.',
    },
    { cause: error },
  );
}
