import type { House } from '#platform/house';
import { sandboxSite } from '../sandbox-issuer/sandbox-site.ts';
import { openIdService } from './openid.ts';
import type { SignInService } from './sign-in-service.ts';

/** The sign-in of this site: the configured issuer, or the sandbox issuer that answers on `port` of this very process. */
export function siteSignIn(house: House, port: () => number): SignInService {
  const { oidcIssuer, oidcClient } = house.config;
  if (oidcIssuer === null) return openIdService(house, sandboxSite(house, port));
  return openIdService(house, { issuer: oidcIssuer, clients: { citizen: oidcClient, staff: oidcClient }, algorithm: oidcClient.algorithm });
}
