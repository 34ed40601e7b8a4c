import type { Actor, Post } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { append } from '#platform/ledger';
import { findPoint, findWindow, getOrgan, getRegion } from '#places';
import { getParty } from '../party/party.sql.ts';
import { mustBeStaff } from '../session/must-be.ts';
import type { EndReason } from './office.contract.ts';
import { isAdministrator } from '../permissions.ts';
import { endPostRow, findPost, insertPost, insertStaff, isStaff, lockStaff, postsOf } from './post.sql.ts';

/** A post to be given. */
export type GrantPost = {
  personId: string;
  /** Number of a person who is new here. */
  staffNumber?: string | undefined;
  role: Post['role'];
  organId: string;
  regionCode: string;
  windowId?: string | null | undefined;
  pointId?: string | null | undefined;
  items?: '*' | string[] | undefined;
  title: string;
};

/** Gives a post; nobody gives one to himself. Chained in the ledger: who could do what, when, is provable. */
export async function grantPost(actor: Actor, house: House, key: string, input: GrantPost): Promise<{ postId: string }> {
  const { personId } = mustBeStaff(actor, 'secadmin');
  if (personId === input.personId) throw ownPost();
  const { outcome } = await runCommand(actor, house, { verb: 'identity.grantPost', key, content: input as never }, async (tx) => {
    const at = house.clock.now();
    const today = shanghaiDate(at);
    const person = await getParty(tx, input.personId);
    if (!(await isStaff(tx, person.id, today))) {
      if (input.staffNumber === undefined || input.staffNumber.trim() === '') throw numberNeeded();
      await insertStaff(tx, { partyId: person.id, number: input.staffNumber.trim(), validFrom: today });
    }
    await refuseSecondAdministrator(tx, person.id, input.role, today);
    return { postId: await putPost(tx, house, actor, { ...input, key: null, titleEn: null }) };
  });
  return outcome;
}

/**
 * System, security and audit administration are three people's (docs/decisions/0016). The database refuses the pair too
 * (`identity.post_one_administrator`); here it is said in words.
 */
async function refuseSecondAdministrator(tx: Tx, personId: string, role: Post['role'], today: string): Promise<void> {
  if (!isAdministrator(role)) return;
  await lockStaff(tx, personId);
  const other = (await postsOf(tx, personId, today)).find((post) => isAdministrator(post.role) && post.role !== role);
  if (other !== undefined) throw twoAdministrators(other.title);
}

/** Ends a post from today on, for a reason of the list; the sessions at it hold nothing any more. */
export async function endPost(
  actor: Actor,
  house: House,
  key: string,
  input: { postId: string; reason: EndReason },
): Promise<{ postId: string }> {
  const { personId } = mustBeStaff(actor, 'secadmin');
  const { outcome } = await runCommand(actor, house, { verb: 'identity.endPost', key, content: input }, async (tx) => {
    const at = house.clock.now();
    const post = await findPost(tx, input.postId);
    if (post === undefined) throw noPost();
    if (post.personId === personId) throw ownPost();
    if ((await endPostRow(tx, post.id, shanghaiDate(at))) === 1) {
      await append(tx, house, {
        stream: { kind: 'post', id: post.id },
        header: { verb: 'ended', by: personId, day: shanghaiDate(at), reason: input.reason },
      });
      await audit(tx, actor, at, {
        word: 'POST_END',
        subject: { kind: 'post', id: post.id },
        details: { personId: post.personId, reason: input.reason },
      });
    }
    return { postId: post.id };
  });
  return outcome;
}

/** Writes the post, its first ledger entry and its audit row. */
export async function putPost(
  tx: Tx,
  house: House,
  actor: Actor,
  p: GrantPost & { key: string | null; titleEn: string | null },
): Promise<string> {
  const at = house.clock.now();
  const id = newId();
  const organ = await getOrgan(tx, p.organId);
  const region = await getRegion(tx, p.regionCode);
  const window = p.windowId == null ? undefined : await findWindow(tx, p.windowId);
  const point = window === undefined ? (p.pointId == null ? undefined : await findPoint(tx, p.pointId)) : { id: window.pointId };
  const post = {
    id,
    key: p.key,
    personId: p.personId,
    role: p.role,
    organId: organ.id,
    regionCode: region.code,
    regionPath: region.path,
    pointId: point?.id ?? null,
    windowId: window?.id ?? null,
    items: p.items ?? ('*' as const),
    title: p.title,
    titleEn: p.titleEn,
    validFrom: shanghaiDate(at),
    grantedBy: actor.personId,
    at,
  };
  await insertPost(tx, post);
  const { personId, role, organId, regionCode, windowId, items } = post;
  await append(tx, house, {
    stream: { kind: 'post', id },
    first: true,
    header: { verb: 'granted', by: actor.personId, personId, role, organId, regionCode, windowId, items, day: post.validFrom },
  });
  await audit(tx, actor, at, { word: 'POST_GRANT', subject: { kind: 'post', id }, details: { personId, role, organId, regionCode } });
  return id;
}

const ownPost = (): Problem =>
  problem(
    'forbidden',
    'identity.own-post',
    { zh: '自己的岗位不能自己设。', en: 'Nobody sets his own posts.' },
    { zh: '请另一位管理员来设。', en: 'Please ask another administrator.' },
  );
const twoAdministrators = (title: string): Problem => {
  const say = {
    zh: `这个人现在是${title}。系统管理员、安全管理员、审计员要由三个人分别担任，一个人不能兼两样。`,
    en: 'This person is already one of the three administrators. System, security and audit administration need three people; nobody holds two.',
  };
  return problem(
    'conflict',
    'identity.two-administrators',
    say,
    { zh: '请换一个人，或者先停掉原来的管理员岗位再设。', en: 'Choose somebody else, or end the present administrator’s post first.' },
    { fields: [{ field: 'role', say }] },
  );
};
const numberNeeded = (): Problem => {
  const say = { zh: '新来的人要填工号。', en: 'Somebody new here needs a staff number.' };
  return problem(
    'invalid',
    'identity.staff-number',
    say,
    { zh: '请填工号再存。', en: 'Please enter it and save again.' },
    { fields: [{ field: 'staffNumber', say }] },
  );
};
const noPost = (): Problem =>
  problem(
    'notFound',
    'identity.no-post',
    { zh: '没有这个岗位。', en: 'There is no such post.' },
    { zh: '请刷新岗位列表再看。', en: 'Please reload the list of posts.' },
  );
