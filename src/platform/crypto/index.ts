/** The door of `platform/crypto`: SM2, SM3, SM4 and the keys of the house. See README.md. */
export { canonicalJson } from './canonical-json.ts';
export { hmacSm3, sameBytes, sm3 } from './sm3.ts';
export { makeSm2KeyPair, signSm2, sm2Verifier, standardUserId, verifySm2 } from './sm2.ts';
export type { Sm2KeyPair } from './sm2.ts';
export { damaged } from './box.ts';
export type { KeyCustody, PublicKey } from './custody.ts';
export { addLookupKey, addMasterKey, custodyOfText, keyVersions, openKeyFile, placeKeyFile, readKeyFile } from './key-file.ts';
export { openSealedKeys, sealKeys } from './sealed-keys.ts';
export { OwnerKey } from './owner-key.ts';
export type { Owner } from './owner-key.ts';
export { keyVaultOver, openKeyVault, ownerName } from './key-vault.ts';
export type { KeyVault, LooseKey } from './key-vault.ts';
export { loadKeys } from './data-key.sql.ts';
export type { NewKeyRow } from './data-key.sql.ts';
export { beginRotation, finishRotation, keysJobs, renewMasterKey } from './rotate.ts';
export type { Rotation } from './rotate.ts';
