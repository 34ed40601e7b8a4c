/** The door of `channels/sign-in`: how browsers sign in and out, and the sandbox issuer. See README.md. */
export { mountSignIn } from './mount-sign-in.ts';
export type { SignInOptions } from './mount-sign-in.ts';
export { mountSandboxIssuer } from './mount-sandbox-issuer.ts';
