import { createECDH, createHmac } from 'node:crypto';
import type { House } from '#platform/house';
import type { OpenIdSite } from '../sign-in/openid.ts';

/** Where the sandbox issuer answers, on the same server. */
export const issuerPath = '/sandbox-idp';
/** Its pages; not beneath `issuerPath`, which belongs to the protocol. */
export const pagesPath = '/sandbox-sign-in';

/** A secret of the sandbox, the same in every process of this house and never stored. */
export function sandboxSecret(house: Pick<House, 'keys'>, what: string): Buffer {
  return createHmac('sha256', house.keys.fingerprintKey()).update(`sandbox-issuer:${what}`).digest();
}

/** The two relying parties, as issuer and client both know them. */
export function sandboxClients(house: Pick<House, 'keys'>): OpenIdSite['clients'] {
  const client = (id: string): { id: string; secret: string } => ({ id, secret: sandboxSecret(house, id).toString('base64url') });
  return { citizen: client('tongban-portal'), staff: client('tongban-desk') };
}

/** The signing key of the sandbox issuer as JWK. */
export function sandboxKey(house: Pick<House, 'keys'>): {
  kty: 'EC';
  crv: 'P-256';
  kid: string;
  alg: 'ES256';
  use: 'sig';
  x: string;
  y: string;
  d: string;
} {
  const curve = createECDH('prime256v1');
  const d = sandboxSecret(house, 'signing key');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  return {
    kty: 'EC',
    crv: 'P-256',
    kid: 'sandbox-1',
    alg: 'ES256',
    use: 'sig',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33, 65).toString('base64url'),
    d: d.toString('base64url'),
  };
}

/** The sandbox issuer as the sign-in sees it: reached inside this process's own server, whatever the public address is. */
export function sandboxSite(house: House, port: () => number): OpenIdSite {
  const known = new URL(house.config.publicUrl);
  return {
    issuer: `${house.config.publicUrl}${issuerPath}`,
    clients: sandboxClients(house),
    algorithm: 'ES256',
    fetch: (url, options) => {
      const inside = new URL(url);
      const host = ['0.0.0.0', '::', ''].includes(house.config.host) ? '127.0.0.1' : house.config.host;
      inside.protocol = 'http:';
      inside.host = `${host}:${port()}`;
      const headers = {
        ...(options.headers as Record<string, string>),
        'x-forwarded-host': known.host,
        'x-forwarded-proto': known.protocol.replace(':', ''),
      };
      return fetch(inside, { ...options, headers } as RequestInit);
    },
  };
}
