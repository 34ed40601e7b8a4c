/** Somebody as a sign-in service proves him. */
export type ProvedPerson = {
  issuer: string;
  subject: string;
  name: string;
  /** GA/T 2000.156. */
  documentType: string;
  number: string;
  /** Level of assurance the service gives: 2 or more links to a person known already. */
  level: number;
  phone: string | null;
  email: string | null;
};

/** What has to be kept between the two halves of a sign-in. */
export type Kept = { state: string; nonce: string; verifier: string };

/** A way to sign in (model 16): OpenID Connect is one implementation. */
export type SignInService = {
  /** Where the browser is sent, and what to keep until it comes back. */
  begin(kind: 'citizen' | 'staff'): Promise<{ url: string } & Kept>;
  /** Who came back. @throws Problem `identity.sign-in-failed`, `identity.issuer-away`. */
  finish(kind: 'citizen' | 'staff', cameBackTo: URL, kept: Kept): Promise<ProvedPerson>;
};

/** Where the service sends browsers back to. */
export const callbackPaths = { citizen: '/sign-in/callback', staff: '/desk/sign-in/callback' } as const;
