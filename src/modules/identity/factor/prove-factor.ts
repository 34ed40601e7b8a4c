import { randomBytes } from 'node:crypto';
import { type Actor, anonymous } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiTime } from '#platform/clock';
import { sm3 } from '#platform/crypto';
import { inTransaction, type Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { deleteFactor, lockFactor, noteRight, noteWrong, passSession, putPending, replaceCodes, useCode } from './factor.sql.ts';
import { base32, stepOf } from './totp.ts';
import type { FactorState } from './waiting.ts';

/** Wrong codes in a row before the wait, and how long it is. */
export const triesBeforeWait = 5;
export const waitMinutes = 15;
const label = 'identity.second-factor';

const actorOf = (state: FactorState): Actor => ({
  ...anonymous('zh', 'desk'),
  kind: 'staff',
  capacity: 'staff',
  personId: state.partyId,
  sessionId: state.sessionId,
});
const codeHash = (partyId: string, code: string): Buffer => sm3(Buffer.from(`tongban.recovery-code.1\n${partyId}\n${code}`, 'utf8'));

/**
 * The secret of a set-up that is not confirmed yet. Each set-up has a new one, so that a QR code somebody left on a screen is worth
 * nothing; `again` is the same set-up after a wrong code.
 * @throws Problem conflict `identity.factor-set` when one is in force.
 */
export async function beginFactor(house: House, state: FactorState, again = false): Promise<Buffer> {
  return inTransaction(house.db, async (tx) => {
    const at = house.clock.now();
    const pending = again ? await lockFactor(tx, state.partyId) : undefined;
    if (pending !== undefined && pending.confirmedAt === null)
      return house.keys.openBytes(tx, { kind: 'person', id: state.partyId }, pending.sealed, label);
    const secret = randomBytes(20);
    const sealed = await house.keys.seal(tx, { kind: 'person', id: state.partyId }, secret, label);
    if (!(await putPending(tx, state.partyId, sealed, at))) throw alreadySet();
    return secret;
  });
}

type Proved = { recoveryCodes: string[] | null; byCode: boolean };
type Tried = Proved | { wait: Date } | { left: number };

/**
 * Gives the second factor in a session: a code of the app or, for one in force, a recovery code. Confirms a set-up by its first code,
 * and then answers ten recovery codes, shown this once.
 * @throws Problem `identity.factor-code` (wrong; how many tries are left), `identity.factor-wait` (too many wrong ones; until when).
 */
export async function proveFactor(house: House, state: FactorState, typed: string): Promise<Proved> {
  const plain = typed.replaceAll(/[\s-]/g, '').toUpperCase();
  const answer = await inTransaction(house.db, async (tx): Promise<Tried> => {
    const at = house.clock.now();
    const factor = await lockFactor(tx, state.partyId);
    if (factor === undefined) throw notBegun();
    if (factor.lockedUntil !== null && factor.lockedUntil > at) return { wait: factor.lockedUntil };
    const secret = await house.keys.openBytes(tx, { kind: 'person', id: state.partyId }, factor.sealed, label);
    const step = stepOf(secret, plain, at, factor.lastStep);
    const byCode =
      step === undefined &&
      factor.confirmedAt !== null &&
      /^[A-Z2-7]{10}$/.test(plain) &&
      (await useCode(tx, state.partyId, codeHash(state.partyId, plain), at));
    if (step === undefined && !byCode) {
      const failures = factor.failures + 1;
      const locked = failures >= triesBeforeWait;
      const until = locked ? new Date(at.getTime() + waitMinutes * 60_000) : null;
      await noteWrong(tx, state.partyId, locked ? 0 : failures, until);
      await audit(tx, actorOf(state), at, {
        word: locked ? 'FACTOR_LOCKED' : 'FACTOR_WRONG',
        subject: { kind: 'party', id: state.partyId },
      });
      return until === null ? { left: triesBeforeWait - failures } : { wait: until };
    }
    await noteRight(tx, state.partyId, step ?? null, at);
    await passSession(tx, state.sessionId, at);
    const word = factor.confirmedAt === null ? 'FACTOR_SET' : byCode ? 'RECOVERY_CODE_USED' : 'FACTOR_GIVEN';
    await audit(tx, actorOf(state), at, { word, subject: { kind: 'party', id: state.partyId } });
    return { recoveryCodes: factor.confirmedAt === null ? await newCodes(tx, state.partyId) : null, byCode };
  });
  // What was counted stays counted: the refusal comes after the transaction.
  if ('wait' in answer) throw wait(answer.wait);
  if ('left' in answer) throw wrongCode(answer.left);
  return answer;
}

/** Ten new recovery codes; the old ones are worth nothing from now on. Only in a session that has given its factor. */
export async function renewRecoveryCodes(house: House, state: FactorState): Promise<string[]> {
  if (!state.enrolled || state.waiting) throw notBegun();
  return inTransaction(house.db, async (tx) => {
    await audit(tx, actorOf(state), house.clock.now(), { word: 'RECOVERY_CODES', subject: { kind: 'party', id: state.partyId } });
    return newCodes(tx, state.partyId);
  });
}

/** Takes one's own second factor away, where the site does not demand one. @throws Problem `identity.factor-demanded`. */
export async function dropOwnFactor(house: House, state: FactorState): Promise<void> {
  if (state.waiting) throw notBegun();
  if (state.required) throw demanded();
  await inTransaction(house.db, async (tx) => {
    if ((await deleteFactor(tx, state.partyId)) === 1)
      await audit(tx, actorOf(state), house.clock.now(), { word: 'FACTOR_DROPPED', subject: { kind: 'party', id: state.partyId } });
  });
}

async function newCodes(tx: Tx, partyId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => base32(randomBytes(7)).slice(0, 10));
  await replaceCodes(
    tx,
    partyId,
    codes.map((code) => codeHash(partyId, code)),
  );
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

const wrongCode = (left: number): Problem => {
  const say = { zh: `动态码不对，还可以试${left}次。`, en: `The code is wrong; ${left} tries are left.` };
  return problem(
    'invalid',
    'identity.factor-code',
    say,
    {
      zh: '请看手机上现在的6位数，每30秒换一次，用过的不能再用。手机不在身边就用恢复码。',
      en: 'Look at the six digits on your phone now: they change every 30 seconds and count once. Without the phone use a recovery code.',
    },
    { fields: [{ field: 'code', say }] },
  );
};
const wait = (until: Date): Problem =>
  problem(
    'tooMany',
    'identity.factor-wait',
    {
      zh: `连着输错${triesBeforeWait}次，先停${waitMinutes}分钟，${shanghaiTime(until)}以后再试。`,
      en: `${triesBeforeWait} wrong codes in a row: wait until ${shanghaiTime(until)}.`,
    },
    {
      zh: '着急用，或者手机丢了，请找安全管理员重设。不是您本人在试，也请马上告诉安全管理员。',
      en: 'If it is urgent or the phone is lost, ask the security administrator to reset it. If it was not you, tell the administrator at once.',
    },
  );
const notBegun = (): Problem =>
  problem(
    'conflict',
    'identity.factor-none',
    { zh: '还没有设置动态码，或者这次登录还没有验过。', en: 'No second factor is set up, or this sign-in has not given it yet.' },
    { zh: '请重新登录，照页面上说的做。', en: 'Sign in again and do as the page says.' },
  );
const alreadySet = (): Problem =>
  problem(
    'conflict',
    'identity.factor-set',
    { zh: '动态码已经设好了。', en: 'A second factor is set up already.' },
    {
      zh: '换手机时，先停用旧的再设新的；停不了就找安全管理员重设。',
      en: 'For a new phone drop the old one first, or ask the security administrator to reset it.',
    },
  );
const demanded = (): Problem =>
  problem(
    'forbidden',
    'identity.factor-demanded',
    { zh: '您的岗位必须用动态码，不能停用。', en: 'Your post needs a second factor; it cannot be dropped.' },
    { zh: '换手机请找安全管理员重设。', en: 'For a new phone ask the security administrator to reset it.' },
  );
