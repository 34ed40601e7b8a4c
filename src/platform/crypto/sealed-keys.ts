import { randomBytes, scrypt } from 'node:crypto';
import { type Problem, problem } from '#platform/errors';
import { BOX_KEY_BYTES, type BoxKey, boxKey, openBox, sealBox } from './box.ts';

// scrypt with 128 MiB: a guess costs about half a second of one core and that much memory.
const COST = { N: 2 ** 17, r: 8, p: 1 };
const LABEL = 'keyring.sealed.1';
const LEAST = 12;

type Sealed = { format: 1; kdf: 'scrypt'; N: number; r: number; p: number; salt: string; box: string };

function keyFrom(passphrase: string, salt: Buffer, cost: typeof COST): Promise<BoxKey> {
  return new Promise((done, fail) => {
    scrypt(passphrase.normalize('NFC'), salt, BOX_KEY_BYTES, { ...cost, maxmem: 256 * 1024 * 1024 }, (error, bytes) =>
      error ? fail(error) : done(boxKey(bytes)),
    );
  });
}

/** The text of a key file under a passphrase, for keeping apart from the back-up. @throws Problem `platform.passphrase-short`. */
export async function sealKeys(text: string, passphrase: string): Promise<string> {
  if ([...passphrase].length < LEAST)
    throw problem(
      'invalid',
      'platform.passphrase-short',
      { zh: `口令太短，至少${LEAST}个字。`, en: `The passphrase is too short: at least ${LEAST} characters.` },
      { zh: '请换一个长的，记在和备份不同的地方。', en: 'Choose a longer one, and keep it where the back-up is not.' },
    );
  const salt = randomBytes(32);
  const box = sealBox(await keyFrom(passphrase, salt, COST), 1, Buffer.from(text, 'utf8'), LABEL);
  const sealed: Sealed = { format: 1, kdf: 'scrypt', ...COST, salt: salt.toString('base64'), box: box.toString('base64') };
  return `${JSON.stringify(sealed)}\n`;
}

/** Opens what `sealKeys` made. One answer for a wrong passphrase and an altered file. @throws Problem `platform.sealed-keys`. */
export async function openSealedKeys(sealed: string, passphrase: string): Promise<string> {
  try {
    const one = JSON.parse(sealed) as Sealed;
    if (one.format !== 1 || one.kdf !== 'scrypt' || one.N > 2 ** 18 || one.r > 8 || one.p > 4) throw wrong();
    const key = await keyFrom(passphrase, Buffer.from(one.salt, 'base64'), { N: one.N, r: one.r, p: one.p });
    return openBox(key, Buffer.from(one.box, 'base64'), LABEL).toString('utf8');
  } catch {
    throw wrong();
  }
}

const wrong = (): Problem =>
  problem(
    'invalid',
    'platform.sealed-keys',
    { zh: '密钥文件打不开：口令不对，或者文件坏了。', en: 'The sealed keys do not open: the passphrase is wrong or the file is damaged.' },
    {
      zh: '请核对口令；还不行，换另一份密钥备份。',
      en: 'Check the passphrase; if that does not help, use another copy of the sealed keys.',
    },
  );
