import { anonymous } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { findOrMakeParty, findPartyByDocument } from '../party/find-or-make-party.ts';
import { linkLevel, sameName } from '../party/party.ts';
import { listContacts, putContact } from '../party/party.sql.ts';
import { postsOf } from '../staff/post.sql.ts';
import { findLogin, insertLogin, touchLogin } from './login.sql.ts';
import type { ProvedPerson } from './sign-in-service.ts';

/**
 * The party a proved account belongs to: linked before, or linked now by document and name at sufficient level.
 * A citizen nobody knows becomes a party; nobody becomes staff by signing in.
 */
export async function linkAccount(
  tx: Tx,
  house: House,
  kind: 'citizen' | 'staff',
  person: ProvedPerson,
): Promise<{ partyId: string; postId: string | null }> {
  const at = house.clock.now();
  const login = await findLogin(tx, person.issuer, person.subject);
  let partyId = login?.partyId;
  if (partyId === undefined) {
    if (person.level < linkLevel) throw levelTooLow();
    partyId = kind === 'citizen' ? await citizen(tx, house, person) : await colleague(tx, house, person);
    await insertLogin(tx, { partyId, issuer: person.issuer, subject: person.subject, level: person.level, at });
    await audit(tx, { ...anonymous(), kind, personId: partyId }, at, { word: 'LOGIN_LINK', subject: { kind: 'party', id: partyId } });
  } else if (login !== undefined) await touchLogin(tx, login.id, at);
  if (kind === 'citizen') {
    await fillContacts(tx, house, partyId, person);
    return { partyId, postId: null };
  }
  const posts = await postsOf(tx, partyId, shanghaiDate(at));
  if (posts[0] === undefined) throw notStaff();
  return { partyId, postId: posts[0].id };
}

async function citizen(tx: Tx, house: House, person: ProvedPerson): Promise<string> {
  const { partyId } = await findOrMakeParty(tx, house, {
    kind: 'natural',
    name: person.name,
    documentType: person.documentType,
    number: person.number,
    how: 'sign-in',
  });
  return partyId;
}

async function colleague(tx: Tx, house: House, person: ProvedPerson): Promise<string> {
  const party = await findPartyByDocument(house, { type: person.documentType, number: person.number }, tx);
  if (party === undefined || !sameName(party.name, person.name)) throw notStaff();
  return party.id;
}

/** What the service knows of telephone and e-mail fills gaps; it never replaces what the person set here. */
async function fillContacts(tx: Tx, house: House, partyId: string, person: ProvedPerson): Promise<void> {
  const wanted = [
    ['phone', person.phone],
    ['email', person.email],
  ] as const;
  const has = new Set((await listContacts(tx, partyId)).map((c) => c.kind));
  for (const [kind, value] of wanted) {
    if (value === null || has.has(kind)) continue;
    const key = await house.keys.keyOf(tx, { kind: 'person', id: partyId });
    await putContact(tx, {
      id: newId(),
      partyId,
      kind,
      sealed: key.seal(value, `identity.${kind}`),
      source: 'sign-in',
      at: house.clock.now(),
    });
  }
}

function levelTooLow(): Problem {
  return problem(
    'forbidden',
    'identity.level-too-low',
    { zh: '这个账号的实名等级不够。', en: 'The level of proof of this account is not sufficient.' },
    {
      zh: '请在统一身份认证提升等级，或者带身份证去窗口办。',
      en: 'Please raise the level with the identity service, or bring your card to a window.',
    },
  );
}

function notStaff(): Problem {
  return problem(
    'forbidden',
    'identity.not-staff',
    { zh: '这个账号没有工作岗位。', en: 'This account holds no post here.' },
    {
      zh: '要办自己的事，请从首页登录。应当有岗位的，请管理员开通。',
      en: 'For your own business sign in from the home page. If you should hold a post, ask the administrator.',
    },
  );
}
